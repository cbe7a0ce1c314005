namespace Linli.Campaigns;

/// <summary>
/// 份数 — how many of the one thing that is sold. Of several numbers the first that stands free is the whole ("10份 3少饭 2免辣");
/// numbers that each say how their portions are to be add up ("1份少饭 1份多饭"). Where both are possible a person is asked.
/// </summary>
sealed class Portions(string s, string text, List<string> notes, Action<string, string, string> doubt)
{
    /// <param name="Modified">Words glued behind it say how those portions are to be: 2份少饭.</param>
    /// <param name="Named">Unknown words before it: perhaps somebody else.</param>
    readonly record struct Found(Quantity Quantity, bool Modified, bool Named);

    readonly List<Found> found = [];
    bool unread;

    /// <returns>Nothing when no number was written: a bare name means one.</returns>
    public (decimal Value, Quantity Written)? Count(List<Stretch> stretches, IReadOnlyList<Token> prefix)
    {
        found.AddRange(prefix.Where(t => t.Kind == TokenKind.Quantity).Select(t => new Found(t.Quantity, false, false)));
        Stretch? before = null;
        foreach (var stretch in stretches)
        {
            Read(stretch, before is { InBrackets: false } && IsUnknown(before));
            if (stretch.Tokens is not [{ Kind: TokenKind.Quantity }])
                notes.Add(text[stretch.Tokens[0].Start..Math.Min(text.Length, stretch.Tokens[^1].End)]);
            before = stretch;
        }

        if (found.Count == 0)
        {
            if (unread) doubt("amount-unclear", "没写清要几份，先按 1 份", "It is not clear how many; one is assumed");
            return null;
        }

        var main = found[0].Quantity;
        if (main.IsRange) doubt("range", "写的是一个范围，请定一个数", "A range is written; please settle on a number");
        if (main.Unit.Length == 0 && main.Start > 0 && s[main.Start - 1] is '区' or '栋' or '座' or '号')
            doubt("place-glued", $"“{s[(main.Start - 1)..main.End]}”是地点还是数量，看不准", "A place or an amount is glued together");
        return (Whole(main), main);
    }

    void Read(Stretch stretch, bool named)
    {
        var refused = false;
        var only = stretch.Tokens is [{ Kind: TokenKind.Quantity }];
        var swaps = stretch.Tokens.Any(t => t.Kind == TokenKind.Refuse && s[t.Start] == '换');
        for (var i = 0; i < stretch.Tokens.Count; i++)
        {
            var token = stretch.Tokens[i];
            if (token.Kind == TokenKind.Refuse) refused = true;
            if (token.Kind == TokenKind.Word && s[token.Start..token.End].Any(char.IsAsciiDigit)) unread = true;
            if (token.Kind != TokenKind.Quantity) continue;
            var last = i == stretch.Tokens.Count - 1;
            // "少饭1份": less rice, one portion; in "换包子1" the number belongs to what is swapped.
            if (refused && found.Count == 0 && last && token.Quantity.Unit is "份" or "单" or "套" && !swaps) found.Add(new(token.Quantity, false, false));
            else if (refused) unread = true;
            else if (!stretch.InBrackets || (only && found.Count == 0))
                found.Add(new(token.Quantity, !last && Modifies(stretch.Tokens[i + 1]), named && i == 0));
        }
    }

    decimal Whole(Quantity main)
    {
        var (value, rest) = (main.Value, found.Skip(1).ToList());
        if (rest.Count == 0 || main.Signed != ' ') return value;
        var sum = rest.Sum(f => f.Quantity.Value);
        var plus = rest.Where(f => f.Quantity.Signed == '+').Sum(f => f.Quantity.Value);
        var whole = value;
        if (plus > 0) whole = value + plus;
        else if (rest.Any(f => f.Named && !f.Modified)) whole = value + sum;
        else if (found[0].Modified && value <= sum) whole = value + sum;
        else if (!found[0].Modified && (value > sum || (value == sum && value > 1))) return value;
        doubt("sum-unclear", $"写了几个数，按一共 {whole:0.#} 份算，请看一下", $"Several numbers; read as {whole:0.#} in all");
        return whole;
    }

    bool Modifies(Token next) => next.Kind == TokenKind.Refuse || (next.Kind == TokenKind.Word && !EntryReader.IsFiller(s[next.Start..next.End].Trim()));

    /// <summary>Two to four signs that say nothing we know: it may be a name.</summary>
    bool IsUnknown(Stretch stretch) => stretch.Tokens is [{ Kind: TokenKind.Word } word]
        && s[word.Start..word.End].Trim() is { Length: >= 2 and <= 4 } words && !EntryReader.IsFiller(words) && words.All(char.IsLetter);
}
