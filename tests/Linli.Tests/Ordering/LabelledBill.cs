using System.Globalization;
using System.Text.RegularExpressions;
using Linli.Campaigns;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Campaigns;

namespace Linli.Tests.Ordering;

/// <summary>
/// A real bill and the chain it pays for, matched and compared with what a person found (wechat_bill_reconciliation.json beside
/// campus_meal_chains.json). Used by the tests and by ./bench chain.
/// </summary>
static partial class LabelledBill
{
    public const string File = "wechat_bill_reconciliation.json";

    /// <param name="Wanted">The number of the entry that was paid; nothing when nobody can tell.</param>
    public sealed record Told(string Payer, int? Wanted, int? Got, bool Sure)
    {
        public bool Right => Wanted == Got;
        public override string ToString() => $"{Payer} {Got?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
    }

    /// <param name="read">False: the matcher gets the entries as they were written, without nicknames.</param>
    public static IReadOnlyList<Told> Judge(string folder, bool read = true)
    {
        var bill = Labelled.Load(folder, File);
        var about = bill.GetProperty("belongs_to_chain").GetString()!;
        if (Labelled.Meals(folder).FirstOrDefault(c => about.StartsWith(c.Chain + " ", StringComparison.Ordinal)) is not { } chain) return [];
        var (price, staple) = (Number(about, @"price (\d+)"), Number(about, @"staple change \+(\d+)"));
        var places = chain.Context.Places.Select(p => p.Name).ToList();
        var dues = chain.Read.Entries.Select(e => new BillDue(
            new Guid(e.Number!.Value, 0, 0, new byte[8]), read ? e.Nickname : "", e.Raw, places,
            new((long)(100 * ((price * Labelled.Quantity(e)) + (staple * Staples(e.Raw))))))).ToList();

        var rows = bill.GetProperty("payments").EnumerateArray().ToList();
        var payments = rows.Select((row, at) => new BillPayment(
            at, BusinessDay.At(DateOnly.Parse(row.GetProperty("time").GetString()![..10], CultureInfo.InvariantCulture), TimeOnly.Parse(row.GetProperty("time").GetString()![11..], CultureInfo.InvariantCulture)),
            row.GetProperty("payer").GetString()!, row.GetProperty("memo").GetString()!, new((long)(row.GetProperty("amount_cny").GetDecimal() * 100))));
        return [.. rows.Zip(BillMatch.Match([.. payments], dues), (row, match) => new Told(
            match.Payment.Payer, row.GetProperty("chain_seq") is { ValueKind: System.Text.Json.JsonValueKind.Number } seq ? seq.GetInt32() : null,
            match.Due is { } due ? BitConverter.ToInt32(due.Order.ToByteArray()) : null, match.Confidence == Confidence.Sure))];
    }

    static int Number(string text, string pattern) =>
        Regex.Match(text, pattern) is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    static int Staples(string raw) => Staple().Matches(raw).Sum(m => m.Groups[1].Success ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : 1);

    // White rice instead is free.
    [GeneratedRegex("(?:(\\d+)份)?换主食|饭换(?!白)")]
    private static partial Regex Staple();
}
