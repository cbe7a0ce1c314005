namespace Linli.Places;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal ShopUnknown() =>
        new(404, "shop.unknown", "没有找到这家店，请检查链接或店铺代码", "There is no such shop; check the link or the shop code");
    public static Refusal HoldMinutes(int least, int most) =>
        new(422, "shop.hold-minutes",
            $"未付款订单的保留时间要在 {least} 到 {most} 分钟之间", $"Unpaid orders are held for {least} to {most} minutes");
    public static Refusal Commission(int most) =>
        new(422, "shop.commission", $"团长佣金要在 0 到 {most / 100}% 之间", $"A leader's commission is 0 to {most / 100} percent");
    public static Refusal NeighbourhoodUnknown() => new(404, "neighbourhood.unknown", "没有这个小区", "There is no such neighbourhood");
    public static Refusal NeighbourhoodNameTaken(string name) =>
        new(409, "neighbourhood.name-taken", $"已经有一个小区叫“{name}”", $"Another neighbourhood is already called “{name}”");
    public static Refusal BuildingIdTaken() =>
        new(409, "building.id-taken", "这栋楼属于另一个小区", "This building belongs to another neighbourhood");
    public static Refusal BuildingNameTaken(string name) =>
        new(409, "building.name-taken", $"这个小区已经有“{name}”", $"This neighbourhood already has a “{name}”");
    public static Refusal PointNameTaken(string name) =>
        new(409, "pickup-point.name-taken", $"已经有一个自提点叫“{name}”", $"Another pickup point is already called “{name}”");
    public static Refusal TooMany(int most) =>
        new(422, "places.too-many", $"最多只能有 {most} 个", $"There can be at most {most}");
    public static Refusal Text(string what, string english, int least, int most) =>
        new(422, "places.text", $"{what}要填 {least} 到 {most} 个字", $"The {english} must have {least} to {most} letters");
}
