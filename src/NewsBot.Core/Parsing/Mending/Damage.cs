namespace NewsBot.Core.Parsing.Mending;

/// <summary>What was found wrong with a document; each kind is told once.</summary>
internal sealed class Damage
{
    private readonly List<string> _found = [];

    /// <summary>Notes a kind of damage, in a few words.</summary>
    public void Add(string what)
    {
        if (!_found.Contains(what))
            _found.Add(what);
    }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => _found.Count == 0 ? "the XML is not well-formed" : string.Join("; ", _found);
}
