using System.Globalization;

namespace Linli.Ledger;

/// <summary>为什么是这个数: GET /api/ledger/explanations?account=&amp;day=&amp;month=&amp;code=; several codes with commas.</summary>
static class ExplainFigure
{
    public static async Task<Ok<Explanation>> Handle(
        string? account, DateOnly? day, string? month, string? code, int? take, string? after,
        LinliDb db, Caller caller, CancellationToken ct)
    {
        if (account is null && day is null && month is null && code is null) throw No.NothingToExplain();
        var codes = code?.Split(',');
        if (codes is not null && !codes.All(Words.Codes.ContainsKey)) throw No.CodeUnknown();
        var of = default(Month?);
        if (month is not null) of = Month.TryParse(month, out var said) ? said : throw No.MonthWrong();
        if (account is not null && !await db.Set<Account>().AnyAsync(a => a.Name == account, ct))
            throw No.AccountUnknown();

        var booked = db.Set<Transfer>().AsNoTracking()
            .Where(t => t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles);
        if (account is not null) booked = booked.Where(t => t.Debit == account || t.Credit == account);
        if (day is not null) booked = booked.Where(t => t.Day == day);
        if (of is { } whole)
        {
            var (from, to) = (whole.From, whole.To);
            booked = booked.Where(t => t.At >= from && t.At < to);
        }

        if (codes is not null) booked = booked.Where(t => codes.Contains(t.Code));

        var flows = await booked.GroupBy(t => new { t.Code, t.Debit })
            .Select(g => new Flow(g.Key.Code, g.Key.Debit, g.Count(), g.Sum(t => t.Fen))).ToListAsync(ct);
        var parts = flows.GroupBy(f => f.Code, (name, some) => Part.Of(name, account, [.. some]))
            .OrderByDescending(p => Math.Abs(p.Sum.Fen)).ThenBy(p => p.Code, StringComparer.Ordinal).ToList();
        var largest = await booked.OrderByDescending(t => t.Fen).ThenBy(t => t.Id).FirstOrDefaultAsync(ct);
        var page = await Paging.Of(take, after).Of(booked.OrderByDescending(t => t.At).ThenByDescending(t => t.Id), ct);

        var about = new About(account, day, of, parts, largest);
        return TypedResults.Ok(new Explanation(
            caller.Language == "en" ? InEnglish(about) : InChinese(about),
            about.Sum, about.Count, [.. page.Items.Select(TransferAnswer.From)], page.Next));
    }

    static string InChinese(About it)
    {
        var when = it.Day is { } day ? day.ToString("M月d日", CultureInfo.InvariantCulture)
            : it.Month is { } month ? month.First.ToString("yyyy年M月", CultureInfo.InvariantCulture) : "至今";
        var where = it.Account is { } account ? $"“{Words.Of(account).Zh}”" : "";
        if (it.Largest is null) return $"{when}{where}没有往来。";
        var whole = $"{when}{where}共 {it.Count} 笔" + (it.Parts is [var only]
            ? $"{Words.Codes[only.Code].Zh}，合计 {Words.Say(it.Sum)}"
            : $"，合计 {Words.Say(it.Sum)}，其中" +
                string.Join("；", it.Parts.Select(p => $"{Words.Codes[p.Code].Zh} {p.Count} 笔 {Words.Say(p.Sum)}")));
        return it.Count == 1
            ? $"{whole}：{it.Largest.Text}。"
            : $"{whole}。最大的一笔是{it.Largest.Text}，{Words.Say(new(it.Largest.Fen))}。";
    }

    static string InEnglish(About it)
    {
        var when = it.Day is { } day ? day.ToString("MMMM d", CultureInfo.InvariantCulture)
            : it.Month is { } month ? month.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture) : "To date";
        var where = it.Account is { } account ? $", {Words.Of(account).En}" : "";
        if (it.Largest is null) return $"{when}{where}: no transfers.";
        var whole = $"{when}{where}: {it.Count} " + (it.Parts is [var only]
            ? $"{Words.Codes[only.Code].En}, {Words.Say(it.Sum)} in all"
            : $"transfers, {Words.Say(it.Sum)} in all, of which " +
                string.Join("; ", it.Parts.Select(p => $"{p.Count} {Words.Codes[p.Code].En} {Words.Say(p.Sum)}")));
        return it.Count == 1
            ? $"{whole}: {it.Largest.Text}."
            : $"{whole}. The largest is {it.Largest.Text}, {Words.Say(new(it.Largest.Fen))}.";
    }

    sealed record Flow(string Code, string Debit, int Count, long Fen);

    sealed record About(string? Account, DateOnly? Day, Month? Month, IReadOnlyList<Part> Parts, Transfer? Largest)
    {
        public int Count => Parts.Sum(p => p.Count);
        public Money Sum => Parts.Sum(p => p.Sum);
    }

    sealed record Part(string Code, int Count, Money Sum)
    {
        /// <summary>In the account's own direction; without an account, what was moved.</summary>
        public static Part Of(string code, string? account, IReadOnlyList<Flow> flows)
        {
            var debits = flows.Where(f => account is null || f.Debit == account).Sum(f => f.Fen);
            var credits = flows.Sum(f => f.Fen) - debits;
            return new(code, flows.Sum(f => f.Count),
                account is null ? new(debits) : Account.Natural(Chart.Of(account).Kind, debits, credits));
        }
    }
}

/// <param name="Total">In the account's own direction; without an account, what was moved.</param>
sealed record Explanation(
    string Sentence, Money Total, int Count, IReadOnlyList<TransferAnswer> Transfers, string? Next);
