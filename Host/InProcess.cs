using Conference.Shared;

namespace Conference.Host;

internal static class InProcess
{
    public static void AddMessages(this WebApplicationBuilder builder) => builder.Services.AddInProcessMessages();
}
