using System.Globalization;

namespace Linli.Campaigns;

/// <summary>One entry before its content is read.</summary>
/// <param name="Who">Who said it, when the chat tells (copied messages with name and time).</param>
sealed record Piece(int? Number, string Raw, List<int> Lines, string? Who = null);

/// <summary>
/// 排版 — which lines of a text are header, menu, entries, closing words or chat noise. Every line gets exactly one kind.
/// Entries are found as runs of growing numbers; of several runs (a numbered menu above the orders) the best one wins.
/// </summary>
/// <param name="looksLikeEntry">Whether a line without number is an order by itself.</param>
/// <param name="isGoods">Whether a text begins with goods that are on offer, so that it continues the entry above.</param>
/// <param name="announces">Whether a line speaks to everybody: 今晚8点截单.</param>
sealed class Layout(string text, Func<string, bool> looksLikeEntry, Func<string, bool> isGoods, Func<string, bool> announces)
{
    readonly string[] raw = [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')];
    ChainLineKind[] kinds = [];
    string[] lines = [];
    Numbering numbering = new([]);

    public bool IsNative { get; private set; }
    public IReadOnlyList<string> Raw => raw;
    public IReadOnlyList<ChainLineKind> Kinds => kinds;
    public List<Piece> Pieces { get; } = [];
    public List<string> Header { get; } = [];
    public List<string> Closing { get; } = [];
    public bool Superseded { get; private set; }

    public void Read()
    {
        lines = [.. raw.Select(l => Width.Half(l).ToLowerInvariant().TrimEnd())];
        numbering = new(lines);
        kinds = new ChainLineKind[raw.Length];
        for (var i = 0; i < raw.Length; i++) kinds[i] = IsBlank(i) ? ChainLineKind.Blank : ChainLineKind.Header;
        var first = Array.FindIndex(kinds, k => k != ChainLineKind.Blank);
        if (first < 0) return;

        var from = Start(first);
        var (begin, end) = Entries(from);
        if (begin < 0) ReadLoose(from);
        else
        {
            Head(from, begin);
            ReadNumbered(begin, end);
            Tail(end);
        }
    }

    /// <summary>Where the chain begins: after its marker; of several copies in one chat the last is the newest.</summary>
    int Start(int first)
    {
        IsNative = Signs.Marker().IsMatch(lines[first].Trim());
        var last = first;
        for (var i = first; i < lines.Length; i++)
            if (Signs.Marker().IsMatch(lines[i].Trim()) && (i == first || IsChatHead(i - 1) || (IsNative && i > first))) last = i;
        if (last == first) return IsNative ? first + 1 : first;
        for (var i = first; i < last; i++)
            if (kinds[i] != ChainLineKind.Blank) kinds[i] = ChainLineKind.Noise;
        (IsNative, Superseded) = (true, true);
        return last + 1;
    }

    /// <summary>The run of numbered lines that holds the orders: [first line, line after the last number's block).</summary>
    (int Begin, int End) Entries(int from)
    {
        var example = -1;
        for (var i = from; i < lines.Length; i++)
            if (Signs.ExampleLine().IsMatch(lines[i].TrimStart())) { example = i; kinds[i] = ChainLineKind.Example; break; }

        var runs = Runs(example >= 0 && IsNative ? example + 1 : from);
        if (runs.Count == 0) return (-1, -1);
        var best = runs.Select((run, i) => (run, Score: Score(run, i == runs.Count - 1))).MaxBy(r => (r.Score, r.run.Begin)).run;
        return best;
    }

    List<(int Begin, int End)> Runs(int from)
    {
        var runs = new List<(int Begin, int End)>();
        var (begin, last) = (-1, 0);
        for (var i = from; i < lines.Length; i++)
        {
            if (numbering.Of(i, last, begin >= 0) is not { } n) continue;
            if (begin < 0) (begin, last) = (i, n);
            else if (n == 1 && last >= 1 && !(last == 1 && i == begin))
            {
                runs.Add((begin, i));
                (begin, last) = (i, n);
            }
            else last = n;
        }

        if (begin >= 0) runs.Add((begin, lines.Length));
        return runs;
    }

    double Score((int Begin, int End) run, bool isLast)
    {
        var score = isLast ? 1.0 : 0;
        if (run.Begin > 0 && kinds[run.Begin - 1] == ChainLineKind.Blank) score += 1;
        var (count, prices, orders, indented) = (0, 0, 0, 0);
        for (var i = run.Begin; i < run.End; i++)
        {
            if (!Signs.Numbered().IsMatch(lines[i])) continue;
            count++;
            var body = lines[i][Signs.Numbered().Match(lines[i]).Length..];
            if (Signs.Price().IsMatch(body)) prices++;
            if (looksLikeEntry(body)) orders++;
            if (raw[i].StartsWith(' ') || raw[i].StartsWith('\t')) indented++;
        }

        return count == 0 ? -10 : score - 2.0 * prices / count + 2.0 * orders / count - 0.5 * indented / count + Math.Min(count, 50) * 0.01;
    }

    void Head(int from, int begin)
    {
        for (var i = from; i < begin; i++)
        {
            if (kinds[i] is ChainLineKind.Blank or ChainLineKind.Example) continue;
            Header.Add(raw[i]);
            if (IsMenu(i)) kinds[i] = ChainLineKind.Menu;
        }
    }

    bool IsMenu(int i) => Signs.Numbered().IsMatch(lines[i]) || MenuText.IsLine(lines[i]);

    void ReadNumbered(int begin, int end)
    {
        Piece? current = null;
        var (last, blankBefore) = (0, false);
        var lastNumbered = begin;
        for (var i = begin; i < end; i++)
            if (numbering.Of(i, Math.Max(0, i == begin ? 0 : last), i > begin) is { } n) (last, lastNumbered) = (n, i);
        last = 0;
        for (var i = begin; i < end; i++)
        {
            if (kinds[i] == ChainLineKind.Blank) { blankBefore = true; continue; }
            if (numbering.Of(i, last, i > begin) is { } n)
            {
                last = Split(i, n, out current);
                blankBefore = false;
                continue;
            }

            if (i > lastNumbered && ((blankBefore && (IsNative || !looksLikeEntry(lines[i]))) || announces(lines[i])))
            {
                for (; i < end; i++)
                    if (kinds[i] != ChainLineKind.Blank) Close(i);
                return;
            }

            var line = lines[i].Trim();
            if (IsChatHead(i) || Signs.ChatNoise().IsMatch(line) || (Signs.Talk().IsMatch(line) && i > lastNumbered))
            {
                kinds[i] = ChainLineKind.Noise;
                continue;
            }

            kinds[i] = ChainLineKind.Entry;
            // Behind the last number, a line that is an order by itself is somebody who forgot the number.
            var ownOrder = i > lastNumbered && looksLikeEntry(line) && !isGoods(line);
            if (current is null || (ownOrder && looksLikeEntry(Body(current.Raw))))
                Pieces.Add(current = new(null, raw[i].Trim(), [i]));
            else Append(ref current, i);
        }
    }

    static string Body(string rawText) => Width.Half(rawText).ToLowerInvariant();

    void Append(ref Piece current, int i)
    {
        var longer = current with { Raw = current.Raw.Length == 0 ? raw[i].Trim() : $"{current.Raw}\n{raw[i].Trim()}" };
        longer.Lines.Add(i);
        if (Pieces.Count > 0 && ReferenceEquals(Pieces[^1], current)) Pieces[^1] = longer;
        else Pieces.Add(longer);
        current = longer;
    }

    /// <summary>One numbered line; a chain without line breaks holds many entries in it.</summary>
    int Split(int i, int n, out Piece? current)
    {
        kinds[i] = ChainLineKind.Entry;
        var head = Signs.Numbered().Match(lines[i]);
        var cuts = new List<(int Number, int From, int Start)> { (n, head.Length, 0) };
        var expected = n + 1;
        foreach (var found in Signs.Inline().Matches(lines[i]).Where(m => m.Index >= head.Length))
            if (int.Parse(found.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) == expected && !numbering.Has(expected, i + 1))
            {
                cuts.Add((expected, found.Index + found.Length, found.Index));
                expected++;
            }

        current = null;
        for (var c = 0; c < cuts.Count; c++)
        {
            var stop = c + 1 < cuts.Count ? cuts[c + 1].Start : lines[i].Length;
            var body = raw[i][Math.Min(cuts[c].From, raw[i].Length)..Math.Min(Math.Max(stop, cuts[c].From), raw[i].Length)].Trim();
            current = new(cuts[c].Number, body, [i]);
            // An empty number is a placeholder of whoever started the chain; its content may follow below.
            if (body.Length > 0) Pieces.Add(current);
        }

        return expected - 1;
    }

    void Tail(int end)
    {
        for (var i = end; i < lines.Length; i++)
            if (kinds[i] != ChainLineKind.Blank) Close(i);
    }

    void Close(int i)
    {
        kinds[i] = ChainLineKind.Closing;
        Closing.Add(raw[i].Trim());
    }

    /// <summary>No numbers: each line that is an order is an entry; chat heads tell who spoke.</summary>
    void ReadLoose(int from)
    {
        string? who = null;
        Piece? current = null;
        var seen = false;
        for (var i = from; i < lines.Length; i++)
        {
            if (kinds[i] is ChainLineKind.Blank or ChainLineKind.Example) { current = null; continue; }
            if (IsChatHead(i))
            {
                var name = Signs.ChatHead().Match(raw[i].Trim()).Groups["who"];
                (who, current, kinds[i]) = (name.Success && name.Length > 0 ? name.Value.Trim().TrimEnd(':', '：') : who, null, ChainLineKind.Noise);
                continue;
            }

            var line = lines[i].Trim();
            if (Bundle(i) == i && looksLikeEntry(line))
            {
                kinds[i] = ChainLineKind.Entry;
                seen = true;
                if (current is not null && who is not null && isGoods(line)) Append(ref current, i);
                else Pieces.Add(current = new(null, raw[i].Trim(), [i], who));
            }
            else if (Signs.ChatNoise().IsMatch(line) || Signs.Talk().IsMatch(line) || who is not null) kinds[i] = ChainLineKind.Noise;
            else if (!seen && Bundle(i) is var stop && stop > i)
            {
                for (; i < stop; i++)
                {
                    kinds[i] = ChainLineKind.Menu;
                    Header.Add(raw[i]);
                }

                i--;
            }
            else if (!seen)
            {
                Header.Add(raw[i]);
                if (IsMenu(i)) kinds[i] = ChainLineKind.Menu;
            }
            else Close(i);
        }
    }

    /// <summary>"套餐E 50元/份" and what it holds, up to a blank line: where that ends, or the line itself.</summary>
    int Bundle(int i)
    {
        if (!Signs.BundleHead().IsMatch(lines[i]) || !MenuText.IsLine(lines[i])) return i;
        while (i < lines.Length && kinds[i] != ChainLineKind.Blank) i++;
        return i;
    }

    bool IsBlank(int i) => lines[i].Trim().Length == 0 || lines[i].All(c => char.IsWhiteSpace(c) || ChainKey.IsInvisible(c));

    bool IsChatHead(int i) => i >= 0 && i < lines.Length && Signs.ChatHead().IsMatch(raw[i].Trim()) && !Signs.Numbered().IsMatch(lines[i]);
}
