using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conference.Host;

/// <summary>Whether the host has everything it needs to serve: the database is there and, where asked for, filled.</summary>
public sealed class Readiness : IHealthCheck
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the host is ready.</summary>
    public Task Ready => ready.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ready.Task.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Still starting."));

    /// <summary>Does what remains to be done before the host is ready.</summary>
    internal async Task After(Func<Task> work)
    {
        try
        {
            await work();
            ready.TrySetResult();
        }
        catch (Exception failure)
        {
            ready.TrySetException(failure);
            throw;
        }
    }
}
