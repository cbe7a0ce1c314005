namespace Linli.Ordering;

/// <summary>Why a person of a chain must be asked about, or what became of them, in words.</summary>
static class Why
{
    public static Because Twice { get; } = new("chain.twice", "这个人接了两次，是加起来还是以后一次为准？", "This person wrote twice: add both, or does the last one count?");
    public static Because AddOrReplace { get; } = new("chain.add-or-replace", "是在原来的基础上加，还是改成这么多？", "On top of the earlier order, or instead of it?");
    public static Because BelowZero { get; } = new("chain.below-zero", "减掉的比原来要的还多", "More is taken off than was wanted");
    public static Because PartReplaced { get; } = new("chain.part-replaced", "只改了一部分商品，其他的还要吗？", "Only part of the goods is mentioned; are the others still wanted?");
    public static Because NothingRead { get; } = new("chain.nothing-read", "没有看出要什么", "What is wanted could not be read");
    public static Because TooMuch { get; } = new("chain.too-much", "数量太大，请核对", "The amount is too large; please check");
    public static Because PlaceMissing { get; } = new("chain.place-missing", "没写在哪里取货，请选自提点", "The pickup point is missing; choose one");
    public static Because HouseholdUnclear { get; } = new("chain.household-unclear", "昵称、房号或电话指向不同的住户，请选一户", "Nickname, room and phone point to different households; choose one");
    public static Because Renamed { get; } = new("chain.renamed", "可能是改了昵称的同一个人", "Possibly the same person under a new nickname");
    public static Because ManyGone { get; } = new("chain.many-gone", "一大半人不在这次的接龙里，请确认他们真的不要了", "Most people are missing in this text; confirm that they have left");
    public static Because ChangedElsewhere { get; } = new("chain.changed-elsewhere", "这个订单在别处改过，请决定以哪个为准", "The order was changed elsewhere; decide which counts");
    public static Because AfterCutOff { get; } = new("chain.after-cut-off", "已经截单，先放进候补名单", "The cut-off has passed; put on the waiting list");
    public static Because Gone { get; } = new("chain.gone", "这次的接龙里没有这个人了", "This person is no longer in the chain");
    public static Because Left { get; } = new("chain.left", "写了不要了", "Wrote that nothing is wanted any more");
    public static Because Skipped { get; } = new("chain.skipped", "您选择了先不管", "You chose to leave this alone");
    public static Because Dismissed { get; } = new("chain.dismissed", "已从候补名单移除", "Taken off the waiting list");
    public static Because Unread(string text) => new("chain.unread", $"没认出“{text}”", $"“{text}” is not among the goods");
    public static Because NotInSteps(string name, string step) =>
        new("chain.not-in-steps", $"“{name}”要按 {step} 的倍数订", $"{name} is ordered in multiples of {step}");
    public static Because PlaceUnknown(string place) => new("chain.place-unknown", $"没认出取货地点“{place}”", $"The place “{place}” is not known");
}
