using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace NewsBot.Tests.Telegram;

/// <summary>Runs asynchronous work on one thread with a clock that moves on whenever all of it waits: always the same way,
/// and as fast as the machine can. What waits must wait without a cancellation token, or it goes on elsewhere.</summary>
internal sealed class Pump : SynchronizationContext
{
    private const int MostSteps = 10_000_000;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

    public static void Run(FakeTimeProvider clock, Func<Task> work)
    {
        var before = Current;
        var pump = new Pump();
        SetSynchronizationContext(pump);
        try
        {
            var all = work();
            for (var step = 0; step < MostSteps; step++)
            {
                while (pump._queue.TryDequeue(out var next))
                    next.Callback(next.State);
                if (all.IsCompleted)
                {
                    all.GetAwaiter().GetResult();
                    return;
                }
                clock.Advance(Step);
            }
            Assert.Fail("It waits for ever.");
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
