namespace Node.Jobs.Pipeline.Dot;

/// <summary>Reads <c>[name=value, …]</c>. After a fault it goes on with the next attribute.</summary>
internal sealed class DotAttributeParser(DotCursor cursor, DotFaults faults)
{
    private const string SyntaxCode = DotCursor.SyntaxCode;

    /// <summary>Reads all lists that stand here into <paramref name="node"/>; without a node they mean nothing.</summary>
    public void Lists(DotNode? node)
    {
        while (cursor.Token.Kind == DotTokenKind.BracketOpen)
        {
            var open = cursor.Token.Position;
            cursor.Advance();
            while (cursor.Token.Kind is not (DotTokenKind.BracketClose or DotTokenKind.End) && !faults.IsFull)
            {
                if (!Attribute(node) && !SkipInList(node))
                {
                    return;
                }

                if (cursor.Token.Kind is DotTokenKind.Comma or DotTokenKind.Semicolon)
                {
                    cursor.Advance();
                }
            }

            if (cursor.Token.Kind == DotTokenKind.End)
            {
                Damage(node);
                faults.Add(open, SyntaxCode, "a list of attributes that is not closed", "close it with ]");
                return;
            }

            cursor.Advance();
        }
    }

    private bool Attribute(DotNode? node)
    {
        var name = cursor.Token;
        if (cursor.TakeId("the name of an attribute") is null)
        {
            return false;
        }

        if (cursor.Token.Kind == DotTokenKind.End)
        {
            return true; // the list that is not closed is reported
        }

        if (cursor.Token.Kind != DotTokenKind.Equal)
        {
            faults.Add(
                cursor.Token.Position, SyntaxCode, $"{cursor.Token.Shown} where the = of the attribute {name.Shown} is expected", "write  attribute=value");
            Damage(node);
            return cursor.Token.Kind is DotTokenKind.Id or DotTokenKind.Comma or DotTokenKind.Semicolon or DotTokenKind.BracketClose;
        }

        cursor.Advance();
        var value = cursor.Token;
        if (value.Kind == DotTokenKind.End)
        {
            return true;
        }

        if (cursor.TakeId($"the value of the attribute {name.Shown}") is null)
        {
            return false;
        }

        node?.Set(new DotAttribute(name.Text, value.Text, name.Position, value.Position));
        return true;
    }

    /// <summary>Goes on inside the list after a fault; false when the list seems to have ended without its bracket.</summary>
    private bool SkipInList(DotNode? node)
    {
        Damage(node);
        var line = cursor.Token.Position.Line;
        while (cursor.Token.Kind is not (DotTokenKind.BracketClose or DotTokenKind.End or DotTokenKind.Comma or DotTokenKind.Semicolon))
        {
            if (cursor.Token.Kind is DotTokenKind.BracketOpen or DotTokenKind.BraceClose)
            {
                return false;
            }

            if (cursor.Token.Kind == DotTokenKind.Id && cursor.Token.Position.Line > line)
            {
                return true;
            }

            cursor.Advance();
        }

        return true;
    }

    private static void Damage(DotNode? node)
    {
        if (node is not null)
        {
            node.IsDamaged = true;
        }
    }
}
