namespace NewsBot.Storage;

/// <summary>
/// The store cannot be used: it is locked, full, read-only, damaged, of another version. The message is for the operator
/// and names the file, the cause and the way out.
/// </summary>
public sealed class StorageException : Exception
{
    /// <summary>Makes one without words.</summary>
    public StorageException()
    {
    }

    /// <summary>Makes one with a message fit for an operator.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message fit for an operator, and what the engine said.</summary>
    public StorageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
