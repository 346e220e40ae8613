using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Conference.Shared;

/// <summary>A module's part of the demonstration conference. Parts are filled in order, after the messages of those before are handled; parts of the same order at the same time, so they need nothing of each other.</summary>
public interface IDemonstration
{
    int Order { get; }

    /// <param name="today">The third of the conference's five days, midnight of the conference's zone as UTC.</param>
    Task Fill(DateTime today, CancellationToken ct);
}

/// <summary>What the parts share: the same ids everywhere, and the data files that lie beside the code.</summary>
public static class Demo
{
    /// <summary>The same id in every module and on every machine, so that parts can point to each other.</summary>
    public static Guid Id(string kind, object key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{key}")).AsSpan(0, 16));

    /// <summary>Reads an embedded JSON file of the module that <typeparamref name="TModule"/> belongs to.</summary>
    public static T Read<TModule, T>(string file)
    {
        var assembly = typeof(TModule).Assembly;
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Demonstration.{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded in {assembly.GetName().Name}.");
        return JsonSerializer.Deserialize<T>(stream, Data.ModuleDb.Json)!;
    }
}
