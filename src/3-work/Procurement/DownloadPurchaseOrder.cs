using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>采购单文件: GET /api/purchase-orders/{order}/file?format=csv|xlsx</summary>
static class DownloadPurchaseOrder
{
    public static async Task<FileContentHttpResult> Handle(
        PurchaseOrderId order, string? format, LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var found = await db.PurchaseOrder(order, caller, roster, ct);
        var sheet = Sheet(found, caller.Language == "en");
        return format switch
        {
            "csv" => TypedResults.Bytes(sheet.ToCsv(), "text/csv; charset=utf-8", $"{found.Number}.csv"),
            "xlsx" => TypedResults.Bytes(sheet.ToXlsx(), Spreadsheet.XlsxType, $"{found.Number}.xlsx"),
            _ => throw No.FormatUnknown(),
        };
    }

    static Spreadsheet Sheet(PurchaseOrder order, bool en) => new(
        order.Number,
        en
            ? ["Purchase order", "Supplier", "Product", "Unit", "Boxes", "Per box", "Ordered", "Needed", "Surplus",
                "Unit cost (yuan)", "Priced per", "Cost (yuan)"]
            : ["采购单", "供应商", "商品", "单位", "箱数", "每箱", "订购量", "需要量", "余量", "单价（元）", "计价单位", "金额（元）"],
        [.. order.Lines.OrderBy(l => l.Position).Select(l => Row(order, l, en))]);

    // People who carry boxes think in kilograms.
    static object[] Row(PurchaseOrder order, PurchaseLine l, bool en)
    {
        var weighed = l.Measure == Measure.Weight;
        object Amount(long amount) => weighed ? amount / 1000m : amount;
        return
        [
            order.Number, order.SupplierIn(en ? "en" : "zh"), l.Name, weighed ? (en ? "kg" : "公斤") : l.Unit, l.Boxes,
            Amount(l.BoxSize), Amount(l.Ordered), Amount(l.Needed), Amount(l.Surplus), l.UnitCost.Fen / 100m,
            weighed ? $"{l.Per} {(en ? "g" : "克")}" : l.Unit, l.Cost.Fen / 100m,
        ];
    }
}
