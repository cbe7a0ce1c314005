namespace Linli.Inventory;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal NotEnough(string name) =>
        new(409, "stock.not-enough", $"“{name}”的库存不够，请先盘点", $"There is not enough of {name} on the shelf; count it first");
    public static Refusal AmountWrong() =>
        new(422, "stock.amount-wrong", "数量不对：入库和损耗要大于 0，盘点不能小于 0，最多 1 亿", "The amount is wrong: above 0 (a count may be 0), at most 100 million");
    public static Refusal MovementIdTaken() =>
        new(409, "stock.movement-id-taken", "这笔库存变动已经记过，内容不同", "This movement was booked before with other content");
}
