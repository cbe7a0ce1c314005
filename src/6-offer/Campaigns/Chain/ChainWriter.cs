using System.Globalization;
using System.Text;
using Linli.Catalog;

namespace Linli.Campaigns;

/// <param name="Lines">Amounts in units or grams.</param>
public sealed record ChainWritten(string Nickname, IReadOnlyList<(ChainSku Sku, long Amount)> Lines, string? Place, string Note, bool Paid);

/// <summary>
/// Writes a chain the way people write it in WeChat. Each entry is read again before it is let out: where the plain form
/// ("3. 小白 鸡蛋2盒") would be misread, because of a nickname like "要3份", a bar divides the name from the goods.
/// </summary>
public static class ChainWriter
{
    public static string Write(string title, string text, IReadOnlyList<ChainWritten> entries, string closing, ChainContext context)
    {
        // Names known by heart would hide a name that others misread.
        var reader = new EntryReader(new(context with { Names = [] }, []), context with { Names = [] });
        var chain = new StringBuilder("#接龙\n").Append(Line(title)).Append('\n');
        foreach (var line in text.Split('\n').Where(l => l.Trim().Length > 0)) chain.Append(Header(line)).Append('\n');
        chain.Append('\n');
        foreach (var (entry, i) in entries.Select((e, i) => (e, i + 1))) chain.Append(CultureInfo.InvariantCulture, $"{i}. {Entry(entry, i, reader)}\n");
        var end = string.Join('\n', closing.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
        if (end.Length > 0) chain.Append('\n').Append(end).Append('\n');
        return chain.ToString().TrimEnd('\n');
    }

    static string Entry(ChainWritten entry, int number, EntryReader reader)
    {
        var name = Line(entry.Nickname).Replace('|', ' ').Replace('｜', ' ');
        var goods = Goods(entry);
        var tail = (entry.Place is { } place ? $" {Line(place)}" : "") + (entry.Paid ? " 已付" : "");
        var note = Note(entry.Note);
        foreach (var divider in (ReadOnlySpan<string>)[" ", "｜"])
            foreach (var said in (ReadOnlySpan<string>)[note, ""])
            {
                var written = $"{name}{divider}{goods}{tail}{said}";
                if (Reads(reader.Read(new(number, written, []), 0), entry, name)) return written;
            }

        return $"{name}｜{goods}{tail}";
    }

    static bool Reads(ChainEntry read, ChainWritten wanted, string name) =>
        read.Key == ChainKey.Of(name) && read.Confidence == Confidence.Sure && read.SaysPaid == wanted.Paid && read.Meaning == ChainMeaning.Order
        && read.Items.Select(i => (i.Sku, i.Amount)).SequenceEqual(wanted.Lines.Select(l => ((SkuId?)l.Sku.Sku, (long?)l.Amount)));

    static string Goods(ChainWritten entry) => string.Join("、", entry.Lines.Select(l => $"{Name(l.Sku)}{Say(l.Sku, l.Amount)}"));

    static string Name(ChainSku sku) => Line(sku.Name);

    /// <summary>"2盒", "1.5斤", "1.5公斤"; what is neither is said in grams.</summary>
    public static string Say(ChainSku sku, long amount)
    {
        if (sku.Measure == Measure.Piece) return $"{amount}{(Quantities.Unit(sku.Unit, 0) == sku.Unit ? sku.Unit : "份")}";
        if (amount % 50 == 0 && sku.Per == 500) return string.Create(CultureInfo.InvariantCulture, $"{amount / 500m:0.##}斤");
        return amount % 100 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{amount / 1000m:0.##}公斤") : $"{amount}克";
    }

    static string Note(string note) => Line(string.Concat(note.Select(c => c is '（' or '）' or '(' or ')' ? ' ' : c))) is { Length: > 0 } said ? $"（{said}）" : "";

    /// <summary>A number at the start of a header line would look like an entry.</summary>
    static string Header(string line) => Line(line);

    static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
