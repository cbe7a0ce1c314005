using Linli.Catalog;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>What a chain is read against: what is sold, where it is picked up, and who is known.</summary>
/// <param name="Names">Nicknames seen before: one of them at the start of an entry is the nickname, whatever it contains.</param>
/// <param name="Today">The business day on which it is read, for 明天 and 周三.</param>
public sealed record ChainContext(
    IReadOnlyList<ChainSku> Skus, IReadOnlyList<ChainPlace> Places, IReadOnlyList<string> Names, DateOnly Today);

/// <param name="Aliases">What people call it besides its name: learned words, a code of the menu.</param>
/// <param name="Per">The price is for this amount: 1 piece, or 500 or 1000 grams.</param>
/// <param name="Box">Units in one box (箱), when the goods come in boxes.</param>
public sealed record ChainSku(
    SkuId Sku, string Name, string Spec, IReadOnlyList<string> Aliases, string Unit, Measure Measure, int Per, int Step, int Box, Money? Price);

public sealed record ChainPlace(PickupPointId Point, string Name, IReadOnlyList<string> Aliases);

/// <summary>接龙 — a chain as it was read: who wants what, and what became of each line of the text.</summary>
/// <param name="IsNative">Its first line is #接龙, as WeChat writes it.</param>
/// <param name="Day">The day its title speaks of.</param>
public sealed record ChainText(
    bool IsNative, string Title, DateOnly? Day, DayPart? Part, string Closing, IReadOnlyList<ChainLine> Lines,
    IReadOnlyList<ChainEntry> Entries, IReadOnlyList<ChainMenuLine> Menu, IReadOnlyList<ChainReason> Issues);

public enum ChainLineKind { Blank, Header, Menu, Example, Entry, Closing, Noise }

/// <param name="At">Counted from 1.</param>
/// <param name="Entry">Which entry the line belongs to; the first of them when a line holds several.</param>
public sealed record ChainLine(int At, string Text, ChainLineKind Kind, int? Entry);

/// <summary>One thing the text itself offers: "A 草莓 19.9/盒".</summary>
/// <param name="Code">A, ①, 🐔: what people may write instead of the name.</param>
/// <param name="Parts">What a bundle (套餐) holds.</param>
public sealed record ChainMenuLine(string Code, string Name, Money? Price, string Unit, IReadOnlyList<ChainItem> Parts);

public enum DayPart { Breakfast, Lunch, Dinner, Morning, Noon, Afternoon, Evening }

/// <summary>What an entry does to what the same person wrote before it.</summary>
public enum ChainMeaning { Order, Add, Less, Replace, Cancel }

/// <summary>"3-2-501" or "三栋二单元501", in digits.</summary>
public sealed record ChainDoor(string Building, string? Unit, string? Room)
{
    /// <summary>The same for all ways to write one building: 3号楼, 3栋, 三幢.</summary>
    public static string BuildingOf(string name) => Doors.Building(name);
}

/// <param name="Position">From 0, in the order of the text.</param>
/// <param name="Number">As written; nothing when the line had none.</param>
/// <param name="Key">Two entries with one key are of one person.</param>
/// <param name="Label">What stood before the goods: the nickname with the place, as written.</param>
public sealed record ChainEntry(
    int Position, int? Number, string Nickname, string Key, string Label, string Raw, ChainDoor? Door, PickupPointId? Point, string? Place,
    string? Phone, bool SaysPaid, ChainMeaning Meaning, DateOnly? Day, DayPart? Part, IReadOnlyList<ChainItem> Items, string Note,
    Confidence Confidence, IReadOnlyList<ChainReason> Reasons);

public enum Confidence { Sure, Unsure, Refused }

/// <param name="Text">The words it was read from.</param>
/// <param name="Quantity">As written: 3 of 3箱. Never negative.</param>
/// <param name="Amount">In the sku's units or grams; nothing when sku or unit are not known.</param>
public sealed record ChainItem(
    string Text, decimal Quantity, string Unit, SkuId? Sku, long? Amount, Confidence Confidence, IReadOnlyList<ChainGuess> Guesses);

public sealed record ChainGuess(SkuId Sku, long Amount, string Because, string BecauseEn);

/// <summary>Why something is unsure or refused, in words for people.</summary>
public sealed record ChainReason(string Code, string Zh, string En);
