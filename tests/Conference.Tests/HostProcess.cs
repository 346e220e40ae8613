using System.Diagnostics;

namespace Conference.Tests;

/// <summary>The host as a process of its own, as an operator runs it, so that a test can kill it.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];

    private HostProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    public int Id => process.Id;

    /// <summary>Starts the host and waits until it is ready to serve.</summary>
    public static async Task<HostProcess> Start(IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var host = new HostProcess(Process.Start(Program(settings, ["--urls", "http://127.0.0.1:0", .. arguments]))!);
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(string? line)
        {
            if (line is null) return;
            lock (host.output) host.output.Add(line);
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at && line.Contains("ready", StringComparison.Ordinal)) ready.TrySetResult(line[at..].Trim());
        }
        host.process.OutputDataReceived += (_, e) => Read(e.Data);
        host.process.ErrorDataReceived += (_, e) => Read(e.Data);
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        // Ended, it has said everything.
        var ended = host.process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, ended).WaitAsync(TimeSpan.FromMinutes(2)) == ended)
            throw new InvalidOperationException($"The host ended with {host.process.ExitCode}:\n{host.Output}");
        host.Address = new Uri(await ready.Task);
        return host;
    }

    /// <summary>Runs a verb such as token add, and returns what it printed and how it ended.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Verb(IEnumerable<KeyValuePair<string, string>> settings, params string[] words)
    {
        using var process = Process.Start(Program(settings, words))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    private static ProcessStartInfo Program(IEnumerable<KeyValuePair<string, string>> settings, string[] arguments)
    {
        var folder = AppContext.BaseDirectory;
        // A file that may not grow is an error to the host, and not the end of it.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "dotnet", Path.Combine(folder, "Conference.Host.dll"), .. arguments])
            { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    /// <summary>No file may grow beyond that many bytes, as on a disk without room; null lifts the limit.</summary>
    public async Task LimitFiles(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{process.Id}", $"--fsize={bytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unlimited"}:"])!;
        await limit.WaitForExitAsync();
        if (limit.ExitCode != 0) throw new InvalidOperationException("prlimit could not limit the host's files.");
    }

    public string Output { get { lock (output) return string.Join('\n', output); } }

    /// <summary>Ends the process as a power cut would: SIGKILL, nothing is finished.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }
}
