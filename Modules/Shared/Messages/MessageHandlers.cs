using System.Reflection;
using Conference.Shared.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Shared.Messages;

/// <summary>One handler of one message: a public method Handle of a public class whose name ends in Handler (Wolverine's convention).</summary>
public sealed record MessageHandler(Type Message, MethodInfo Method)
{
    public string Name { get; } = $"{Method.DeclaringType!.FullName}({Message.Name})";

    /// <summary>The context whose transaction the handler works in.</summary>
    public Type Context { get; } = Method.GetParameters().Select(p => p.ParameterType).FirstOrDefault(t => t.IsAssignableTo(typeof(ModuleDb))) ?? typeof(SharedDb);

    public async Task Invoke(object message, IServiceProvider services, CancellationToken ct)
    {
        var arguments = Method.GetParameters().Select((p, i) =>
            i == 0 ? message : p.ParameterType == typeof(CancellationToken) ? ct : services.GetRequiredService(p.ParameterType)).ToArray();
        var instance = Method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, Method.DeclaringType!);
        if (Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task) await task;
    }
}

/// <summary>The handlers found in the modules, in the order the modules were added.</summary>
public sealed class MessageHandlers
{
    private readonly Dictionary<string, MessageHandler> byName;
    private readonly ILookup<Type, MessageHandler> byMessage;

    public MessageHandlers(IEnumerable<ModuleAssembly> modules)
    {
        All =
        [
            .. from module in modules
               from type in module.Assembly.GetExportedTypes()
               where type is { IsClass: true } && type.Name.EndsWith("Handler", StringComparison.Ordinal)
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               where method.Name is "Handle" or "HandleAsync" && method.GetParameters().Length > 0
               select new MessageHandler(method.GetParameters()[0].ParameterType, method)
        ];
        byName = All.ToDictionary(h => h.Name);
        byMessage = All.ToLookup(h => h.Message);
    }

    public IReadOnlyList<MessageHandler> All { get; }

    public IEnumerable<MessageHandler> Of(Type message) => byMessage[message];

    public MessageHandler? Named(string name) => byName.GetValueOrDefault(name);
}

/// <summary>The assembly of one module, where its handlers and texts are found.</summary>
public sealed record ModuleAssembly(Assembly Assembly);
