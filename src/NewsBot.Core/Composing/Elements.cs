using AngleSharp.Dom;

namespace NewsBot.Core.Composing;

/// <summary>Walks over the elements of an article.</summary>
internal static class Elements
{
    /// <summary>
    /// The elements inside another, in the order of the document. It is a list, so that they may be removed on the way; and
    /// asking it for names is much cheaper than a selector, which is read anew each time it is used.
    /// </summary>
    public static List<IElement> Inside(this IElement element)
    {
        var inside = new List<IElement>();
        Add(inside, element.ChildNodes);
        return inside;
    }

    // By number: an element finds its next sibling by going through all of them.
    private static void Add(List<IElement> inside, INodeList nodes)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not IElement element)
                continue;
            inside.Add(element);
            Add(inside, element.ChildNodes);
        }
    }
}
