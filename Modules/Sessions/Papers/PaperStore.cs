using System.Security.Cryptography;
using System.Text;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Sessions;

/// <summary>A file that is safely in the store, before any row tells of it.</summary>
internal sealed record StoredFile(string FileName, FileKind Kind, long Size, string Hash);

/// <summary>
/// The files of papers: a folder beside the database, or where <c>Papers:Folder</c> says; several hosts on one database share
/// it. A file is named by the SHA-256 of its bytes and is complete before it bears that name, so that a row never points to
/// half a file; what a crash left without a row is cleaned away later.
/// </summary>
internal sealed partial class PaperStore(IConfiguration configuration, DatabaseChoice database, IHostEnvironment environment, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PaperStore> log) : BackgroundService
{
    /// <summary>No upload takes as long as that: a file without a row that is older belongs to nobody.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromHours(24);

    public string Folder { get; } = Path.GetFullPath(configuration["Papers:Folder"] ?? Path.Combine(database.IsPostgres
        ? Path.Combine(environment.ContentRootPath, "data")
        : Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))!, "papers"));

    /// <summary>Bytes.</summary>
    public long Most { get; } = configuration.GetValue("Papers:MostMegabytes", 50L) << 20;

    public RuleBroken TooLarge => new("A paper has at most {0} MB.", Most >> 20);

    /// <summary>What is said when the disk or the folder fails; what exactly failed is for the operators' log.</summary>
    public RuleBroken NoRoom(Exception failure, string name)
    {
        LogFailed(failure, Folder);
        return name.Length == 0 ? new("The file could not be taken in: the disk is full. Tell the operators, and try again.")
            : new("{0} could not be stored: the disk is full, or the folder of papers cannot be reached. Tell the operators, and try again.", name);
    }

    /// <summary>A disk that is full, a folder that is gone; a file that may not grow any more .NET tells as an argument out of range.</summary>
    public static bool IsOfDisk(Exception failure) => failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    public string PathOf(string hash) => Path.Combine(Folder, hash[..2], hash);

    /// <summary>Takes a file in: bounded, looked at, hashed, flushed to the disk, and only then given its name.</summary>
    /// <exception cref="RuleBroken">It is refused, or there is no room for it.</exception>
    public async Task<StoredFile> Keep(Stream upload, string? fileName, CancellationToken ct)
    {
        var name = SafeName(fileName);
        var draft = "";
        try
        {
            Directory.CreateDirectory(Folder);
            draft = Path.Combine(Folder, $"{Guid.NewGuid():N}.part");
            await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            using var hashing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, size) = (new byte[1 << 16], 0L);
            for (int read; (read = await upload.ReadAsync(buffer, ct)) > 0;)
            {
                if ((size += read) > Most) throw TooLarge;
                hashing.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            var kind = await FileKind.Of(file, name, ct);
            file.Flush(flushToDisk: true);
            var hash = Convert.ToHexStringLower(hashing.GetHashAndReset());
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(hash))!);
            // Also where the same bytes are there already: the file becomes young again, and no cleaning takes it before its row is there.
            File.Move(draft, PathOf(hash), overwrite: true);
            return new(name, kind, size, hash);
        }
        catch (Exception failure) when (IsOfDisk(failure))
        {
            throw NoRoom(failure, name);
        }
        finally
        {
            if (File.Exists(draft)) Forget(draft);
        }
    }

    /// <summary>The last part of a path, without characters that are invisible, turn the direction of writing or mean something to a file system.</summary>
    internal static string SafeName(string? fileName)
    {
        var name = new StringBuilder(Clean.Line(fileName is null ? "" : fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]));
        foreach (var c in "<>:\"|?*") name.Replace(c, '-');
        var clean = name.ToString().Trim(' ', '.');
        if (clean.Length == 0) clean = "paper";
        if (clean.Length <= 150) return clean;
        var ending = Path.GetExtension(clean);
        return clean[..(150 - Math.Min(ending.Length, 20))].TrimEnd() + (ending.Length <= 20 ? ending : "");
    }

    /// <summary>Takes away what a crash left behind: unfinished files, and files that no row tells of.</summary>
    public async Task CleanUp(CancellationToken ct)
    {
        if (!Directory.Exists(Folder)) return;
        var before = clock.GetUtcNow().UtcDateTime - Orphaned;
        var old = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(f => File.GetLastWriteTimeUtc(f) < before).ToList();
        if (old.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var known = (await scope.ServiceProvider.GetRequiredService<SessionsDb>().PaperVersions.AsNoTracking().Select(v => v.Hash).Distinct().ToListAsync(ct)).ToHashSet();
        foreach (var file in old.Where(f => f.EndsWith(".part", StringComparison.Ordinal) || !known.Contains(Path.GetFileName(f))))
            if (File.GetLastWriteTimeUtc(file) < before) Forget(file);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CleanUp(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure, Folder);
        }
    }

    private void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogFailed(failure, file);
        }
    }

    [LoggerMessage(LogLevel.Error, "Papers: {Place} failed")]
    private partial void LogFailed(Exception failure, string place);
}
