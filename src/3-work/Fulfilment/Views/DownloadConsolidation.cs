using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>汇总文件: GET /api/campaigns/{campaign}/consolidation/file?format=csv|xlsx — all views in one table.</summary>
static class DownloadConsolidation
{
    public static async Task<FileContentHttpResult> Handle(
        CampaignId campaign, string? format, LinliDb db, Caller caller, Roster roster, Board board, OrderBook orders,
        Naming naming, CancellationToken ct)
    {
        if (format is not ("csv" or "xlsx")) throw No.FormatUnknown();
        var (_, of) = await ReadConsolidation.Read(campaign, db, caller, roster, board, orders, ct);
        var sheet = Sheet(of, await naming.Of(of, ct), caller.Language == "en");
        return format == "csv"
            ? TypedResults.Bytes(sheet.ToCsv(), "text/csv; charset=utf-8", "consolidation.csv")
            : TypedResults.Bytes(sheet.ToXlsx(), Spreadsheet.XlsxType, "consolidation.xlsx");
    }

    static Spreadsheet Sheet(Consolidation of, Func<View, ViewRow, string> name, bool en) => new(
        en ? "Consolidation" : "汇总",
        en
            ? ["View", "Name", "Households", "Orders", "Product", "Amount", "Unit", "Money (yuan)"]
            : ["视图", "名称", "户数", "订单数", "商品", "数量", "单位", "金额（元）"],
        [.. of.Views.SelectMany(v => v.Value.SelectMany(r => Lines(v.Key, r, name(v.Key, r), en)))]);

    static IEnumerable<IReadOnlyList<object>> Lines(View view, ViewRow row, string name, bool en)
    {
        var (title, f) = (Title(view, en), row.Figures);
        foreach (var item in row.Items)
            yield return
                [title, name, f.Households, f.Orders, item.Name, item.Amount, Unit(item, en), item.Money.Fen / 100m];
        // For a view by sku the one item is the whole row.
        if (view != View.Sku)
            yield return [title, name, f.Households, f.Orders, en ? "Total" : "合计", "", "", f.Money.Fen / 100m];
    }

    static string Unit(ItemFigures item, bool en) => item.Measure == Measure.Weight ? en ? "g" : "克" : item.Unit;

    static string Title(View view, bool en) => view switch
    {
        View.Supplier => en ? "Supplier" : "按供应商",
        View.Sku => en ? "Sku" : "按商品",
        View.PickupPoint => en ? "Pickup point" : "按自提点",
        View.Leader => en ? "Leader" : "按团长",
        View.Building => en ? "Building" : "按楼栋",
        _ => throw new InvalidOperationException($"no such view: {view}"),
    };
}
