using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A workbook into a program: first a plan that stores nothing, then exactly that plan.</summary>
internal static class Importing
{
    public static ImportPlan Plan(byte[] file, WholeProgram program)
    {
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            return new(ActionProgramWorkbook.Read(stream, program.Known.NamesWith(program.Tasks)), program);
        }
        catch (WorkbookUnreadable unreadable)
        {
            throw new RuleBroken(unreadable.Key, [.. unreadable.Arguments]);
        }
    }

    /// <summary>The whole file, refused before it is larger than may be.</summary>
    public static async Task<byte[]> Take(Stream upload, CancellationToken ct)
    {
        using var file = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await upload.ReadAsync(buffer, ct)) > 0; file.Write(buffer, 0, read))
            if (file.Length + read > ProgramImport.LargestFile) throw new RuleBroken("This file is larger than {0} MB.", ProgramImport.LargestFile >> 20);
        return file.Length > 0 ? file.ToArray() : throw new RuleBroken("Choose an Excel workbook (.xlsx) first.");
    }

    /// <summary>Keeps a readable file until it is confirmed; files nobody confirmed for long are let go.</summary>
    public static async Task<ProgramImport> Keep(ResolutionsDb db, WholeProgram program, string? fileName, byte[] file, Actor who, CancellationToken ct)
    {
        _ = Plan(file, program);
        var import = ProgramImport.Upload(program.Program, fileName, file, who, db.Now);
        var old = db.Now - ProgramImport.Kept;
        await db.Imports.Where(i => i.ConfirmedAt == null && i.UploadedAt < old).ExecuteDeleteAsync(ct);
        db.Add(import);
        await db.SaveChangesAsync(ct);
        return import;
    }

    /// <summary>Applies a kept file, in one transaction, where it would still do what its preview said.</summary>
    /// <returns>What was done, or null when there is no such import.</returns>
    public static async Task<ImportPlan?> Confirm(ResolutionsDb db, string code, Guid id, string? previewed, Actor who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.ForChange(db, code, ct) is not { } program) return null;
        if (await db.Imports.SingleOrDefaultAsync(i => i.Id == id && i.ProgramId == program.Program.Id, ct) is not { } import) return null;
        var plan = Plan(import.File, program);
        import.Confirm(previewed, plan.Fingerprint, who, db.Now);
        await plan.Apply(db, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return plan;
    }
}
