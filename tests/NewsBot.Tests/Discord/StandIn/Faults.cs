namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What a test wants to go wrong with requests.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];
    private readonly List<(RequestPattern Pattern, TaskCompletionSource Gate)> _held = [];

    public void Plan(string route, RequestFault fault, int times)
    {
        lock (_gate)
            _planned.AddRange(Enumerable.Repeat(new Planned(new RequestPattern(route), fault), times));
    }

    public void Hold(string route)
    {
        lock (_gate)
            _held.Add((new RequestPattern(route), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
    }

    public void Release()
    {
        lock (_gate)
        {
            foreach (var (_, gate) in _held)
                gate.SetResult();
            _held.Clear();
        }
    }

    /// <summary>Ends when the request is not held up any more.</summary>
    public Task PassAsync(string method, string path, CancellationToken cancellationToken)
    {
        lock (_gate)
            return _held.FirstOrDefault(held => held.Pattern.Fits(method, path)).Gate?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>The fault that is planned for a request, once.</summary>
    public RequestFault? Take(string method, string path)
    {
        lock (_gate)
        {
            var index = _planned.FindIndex(planned => planned.Pattern.Fits(method, path));
            if (index < 0)
                return null;
            var fault = _planned[index].Fault;
            _planned.RemoveAt(index);
            return fault;
        }
    }

    private sealed record Planned(RequestPattern Pattern, RequestFault Fault);
}

/// <summary>What goes wrong with one request.</summary>
internal abstract record RequestFault
{
    private RequestFault()
    {
    }

    /// <summary>It is not carried out, and this is answered.</summary>
    internal sealed record Answered(int Status, string Body, string ContentType) : RequestFault;

    /// <summary>The connection ends before it is carried out.</summary>
    internal sealed record Broken : RequestFault;

    /// <summary>It is carried out, but the connection ends before the answer.</summary>
    internal sealed record AnswerLost : RequestFault;

    /// <summary>It is too much.</summary>
    internal sealed record Limited(PlannedLimit Limit) : RequestFault;
}
