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
                "Unit cost (yuan)", "Cost (yuan)"]
            : ["采购单", "供应商", "商品", "单位", "箱数", "每箱", "订购量", "需要量", "余量", "单价（元）", "金额（元）"],
        [.. order.Lines.OrderBy(l => l.Position).Select(l => new object[]
        {
            order.Number, order.SupplierIn(en ? "en" : "zh"), l.Name,
            l.Measure == Measure.Weight ? (en ? "g" : "克") : l.Unit,
            l.Boxes, l.BoxSize, l.Ordered, l.Needed, l.Surplus, l.UnitCost.Fen / 100m, l.Cost.Fen / 100m,
        })]);
}
