using Linli.Catalog;

namespace Linli.Reconciliation;

/// <summary>
/// 上传账单: PUT /api/reconciliation/days/{day}/{provider}/bill — the file as it is, for a shop whose provider gives no bill to a program.
/// The same file again changes nothing; another file takes its place.
/// </summary>
static class UploadBill
{
    public const long MostBytes = 16 << 20;

    static readonly string[] providers = ["wechat", "alipay", "testpay", "bank", "outside"];

    public static async Task<Ok<DayShown>> Handle(
        DateOnly day, string provider, HttpRequest request, LinliDb db, Caller caller, Checking checking, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (!providers.Contains(provider)) throw No.ProviderWrong();
        Checking.MustBeOver(day, clock.GetUtcNow());
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var lines = BillFile.Read(Sheets.Read(body.ToArray()), caller.Tenant.Value);
        if (lines.Count(l => BusinessDay.Of(l.At) == day) * 2 < lines.Count) throw No.BillOfAnotherDay(day);

        await db.Begin(ct);
        var found = await db.Set<CheckedDay>().FirstOrDefaultAsync(d => d.Day == day && d.Provider == provider, ct);
        if (found is null) db.Add(found = new CheckedDay { Provider = provider, Day = day, Tenant = caller.Tenant });
        found.Uploaded = true;
        await checking.Store(provider, day, lines, ct);
        await checking.Compare(found, ct);
        audit.Note("upload-bill", $"{provider} {day:yyyy-MM-dd} {lines.Count} rows");
        await db.Commit(ct);
        return TypedResults.Ok(DayShown.From(found));
    }
}
