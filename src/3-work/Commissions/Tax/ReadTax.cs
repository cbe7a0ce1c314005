using System.Globalization;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// 个税月报: GET /api/commissions/tax?month=2026-11 — whom tax was withheld from in a month, counted as the tax itself is counted: by the day
/// on which a withdrawal was approved. What came back to the payee is not in it.
/// </summary>
static class ReadTax
{
    /// <param name="Methods">By which it was withheld; more than one when the shop changed its own within the month.</param>
    /// <param name="OnItsWay">The part of the gross that is approved and has not come yet: its tax is withheld as it comes.</param>
    /// <param name="YearGross">Of this calendar year up to the month, both purses.</param>
    public sealed record Row(
        MemberId Payee, string Name, int Withdrawals, IReadOnlyList<TaxMethod> Methods, Money Gross, Money Tax, Money Net, Money OnItsWay,
        Money YearGross, Money YearTax);

    /// <param name="Count">How many people.</param>
    /// <param name="People">Who was paid most, first.</param>
    public sealed record Answer(
        string Month, int Count, Money Gross, Money Tax, Money Net, Money OnItsWay, IReadOnlyList<Row> People, string? Next);

    public static async Task<Ok<Answer>> Handle(
        string? month, int? take, string? after, LinliDb db, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var (of, people) = await Read(month, db, roster, clock, ct);
        var page = Paging.Of(take, after);
        var shown = page.Cut([.. people.Skip(page.Skip).Take(page.Take + 1)]);
        audit.Note("read-tax", of.ToString());
        await db.Commit(ct);
        return TypedResults.Ok(new Answer(
            of.ToString(), people.Count, people.Sum(p => p.Gross), people.Sum(p => p.Tax), people.Sum(p => p.Net),
            people.Sum(p => p.OnItsWay), shown.Items, shown.Next));
    }

    internal static async Task<(Month Of, IReadOnlyList<Row> People)> Read(
        string? month, LinliDb db, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var of = month is null ? Month.Of(clock.GetUtcNow()) : Month.TryParse(month, out var said) ? said : throw No.MonthWrong();
        var (first, next, year) = (of.First, of.Next.First, new DateOnly(of.First.Year, 1, 1));
        var taxed = await db.Set<Withdrawal>().AsNoTracking()
            .Where(w => w.TaxedOn >= year && w.TaxedOn < next && Wallet.Given.Contains(w.State))
            .Select(w => new { w.Payee, On = w.TaxedOn!.Value, w.Amount, w.Tax, w.TaxMethod, w.State }).ToListAsync(ct);
        var people = taxed.GroupBy(w => w.Payee).Where(p => p.Any(w => w.On >= first)).ToList();
        var names = await roster.Names([.. people.Select(p => p.Key)], ct);
        return (of, [.. people.Select(p =>
        {
            var now = p.Where(w => w.On >= first).ToList();
            var (gross, tax) = (now.Sum(w => w.Amount), now.Sum(w => w.Tax));
            return new Row(
                p.Key, names.GetValueOrDefault(p.Key, ""), now.Count, [.. now.Select(w => w.TaxMethod).Distinct().Order()], gross, tax, gross - tax,
                now.Where(w => w.State != WithdrawalState.Paid).Sum(w => w.Amount), p.Sum(w => w.Amount), p.Sum(w => w.Tax));
        }).OrderByDescending(p => p.Gross.Fen).ThenBy(p => p.Payee.Value)]);
    }
}

/// <summary>
/// GET /api/commissions/tax/file?month=&amp;format=csv|xlsx — the same for the accountant to file, with whole names and identity numbers;
/// the log says who took it.
/// </summary>
static class DownloadTax
{
    public static async Task<FileContentHttpResult> Handle(
        string? month, string? format, LinliDb db, Caller caller, Roster roster, Sealing sealing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (format is not ("csv" or "xlsx")) throw No.FormatUnknown();
        var (of, people) = await ReadTax.Read(month, db, roster, clock, ct);
        var en = caller.Language == "en";
        MemberId[] ids = [.. people.Select(p => p.Payee)];
        var payees = await db.Set<Payee>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var rows = people.Select(p =>
        {
            // The keys of a shop that came from elsewhere did not come along: its people must say again who they are.
            var card = payees.TryGetValue(p.Payee, out var payee) ? sealing.TryOpen(payee) : null;
            return (IReadOnlyList<object>)[
                card?.RealName ?? $"{p.Name}{(en ? " (identity missing)" : "（缺实名资料，请本人重填）")}", en ? "Identity card" : "居民身份证", card?.IdNumber ?? "",
                en ? "Income from services" : "劳务报酬所得", p.Gross.Fen / 100m, p.Tax.Fen / 100m, p.Net.Fen / 100m, p.OnItsWay.Fen / 100m,
                p.YearGross.Fen / 100m, p.YearTax.Fen / 100m, string.Join(en ? ", " : "、", p.Methods.Select(m => Say(m, en))), p.Withdrawals];
        }).ToList();
        var title = $"{(en ? "tax" : "个税")}-{of}";
        var sheet = new Spreadsheet(title, en
            ? ["Name", "Document", "Number", "Kind of income", "Income (yuan)", "Tax withheld (yuan)", "Paid out (yuan)", "Of it not arrived yet (yuan)",
                "Income of the year (yuan)", "Tax of the year (yuan)", "Method", "Withdrawals"]
            : ["姓名", "证件类型", "证件号码", "所得项目", "本期收入（元）", "本期预扣税额（元）", "实付（元）", "其中未到账（元）", "本年累计收入（元）", "本年累计预扣税额（元）", "预扣方法", "笔数"], rows);
        audit.Note("export-tax", string.Create(CultureInfo.InvariantCulture, $"{of}, {people.Count} people"));
        await db.Commit(ct);
        return format == "csv"
            ? TypedResults.Bytes(sheet.ToCsv(), "text/csv; charset=utf-8", $"{title}.csv")
            : TypedResults.Bytes(sheet.ToXlsx(), Spreadsheet.XlsxType, $"{title}.xlsx");
    }

    static string Say(TaxMethod method, bool en) => method == TaxMethod.Cumulative ? en ? "cumulative" : "累计预扣法" : en ? "by month" : "按月预扣";
}
