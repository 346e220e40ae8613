using System.Diagnostics;

namespace Conference.Tests.Resolutions;

/// <summary>Word files as LibreOffice reads them, with all their tracked changes accepted or rejected: a reader that others rely on.</summary>
internal static class LibreOffice
{
    private const string Office = "/usr/bin/soffice", Python = "/usr/bin/python3";

    /// <summary>It can be steered here: Writer is installed, and its bridge to Python.</summary>
    public static bool IsHere { get; } = File.Exists(Office) && File.Exists("/usr/lib/libreoffice/program/libswlo.so") && File.Exists("/usr/lib/python3/dist-packages/uno.py");

    private const string Steering =
        """
        import subprocess, sys, time, uno
        from com.sun.star.beans import PropertyValue
        office, folder = sys.argv[1:]
        def named(name, value): return PropertyValue(Name=name, Value=value)
        process = subprocess.Popen([office, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile", "--accept=pipe,name=" + folder.split("/")[-1] + ";urp;"])
        try:
            here = uno.getComponentContext()
            resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
            for tried in range(300):
                try: there = resolver.resolve("uno:pipe,name=" + folder.split("/")[-1] + ";urp;StarOffice.ComponentContext"); break
                except Exception: time.sleep(0.2)
            desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
            helper = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", there)
            for line in open(folder + "/list"):
                act, name = line.split()
                doc = desktop.loadComponentFromURL(f"file://{folder}/{name}.docx", "_blank", 0, (named("Hidden", True),))
                helper.executeDispatch(doc.CurrentController.Frame, f".uno:{act}AllTrackedChanges", "", 0, ())
                doc.storeToURL(f"file://{folder}/{name}.txt", (named("FilterName", "Text (encoded)"), named("FilterOptions", "UTF8,LF")))
                doc.close(True)
            try: desktop.terminate()
            except Exception: pass
        finally:
            process.terminate()
            process.wait()
        """;

    /// <returns>The text of each file, tables included, as it reads with its changes accepted or rejected.</returns>
    public static async Task<IReadOnlyList<string>> Read(IReadOnlyList<(byte[] File, bool Accept)> files)
    {
        var folder = Directory.CreateTempSubdirectory("conference-office-").FullName;
        try
        {
            foreach (var (i, (file, _)) in files.Index()) await File.WriteAllBytesAsync(Path.Combine(folder, $"{i}.docx"), file);
            await File.WriteAllLinesAsync(Path.Combine(folder, "list"), files.Select((f, i) => $"{(f.Accept ? "Accept" : "Reject")} {i}"));
            await File.WriteAllTextAsync(Path.Combine(folder, "steering.py"), Steering);
            using var process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(folder, "steering.py"), Office, folder]) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, said);
            return [.. await Task.WhenAll(files.Select((_, i) => File.ReadAllTextAsync(Path.Combine(folder, $"{i}.txt"))))];
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}

/// <summary>Runs where LibreOffice Writer and its bridge to Python are installed.</summary>
internal sealed class LibreOfficeFactAttribute : FactAttribute
{
    public LibreOfficeFactAttribute() => Skip = LibreOffice.IsHere ? null : "LibreOffice Writer and python3-uno are not installed";
}
