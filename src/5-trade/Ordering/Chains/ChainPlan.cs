using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

enum ChainChange { Added, Changed, Withdrawn, Unchanged, Waiting, Asks, Skipped }

enum HouseholdHow { Nickname, Room, Phone, Chosen, New }

enum PlaceHow { Written, Usual, Only, First }

/// <summary>What a paste would do, as a person looks at it before confirming.</summary>
sealed record ChainPlan(
    string Plan, ChainId Chain, PasteId Paste, bool Confirmed, bool IsNative, string Title, DateOnly? Day, DayPart? Part, bool AfterCutOff, int TookMs,
    IReadOnlyList<PlanLine> Lines, IReadOnlyList<PlanPerson> People, PlanTotals Totals, PlanCounts Counts);

sealed record PlanLine(int At, string Text, ChainLineKind Kind, int? Entry);

sealed record PlanPerson(
    string Key, string Nickname, IReadOnlyList<int> Numbers, IReadOnlyList<string> Raw, IReadOnlyList<int> EntryLines, ChainChange Change,
    Confidence Confidence, IReadOnlyList<ReasonShown> Reasons, PlanHousehold? Household, IReadOnlyList<PlanHousehold> Households, PlanPlace? Place,
    string? Phone, bool SaysPaid, string Note, DateOnly? Day, DayPart? Part, IReadOnlyList<PlanItem> Lines, IReadOnlyList<string> Unread,
    IReadOnlyList<PlanBefore> Before, Money Total, IReadOnlyList<PlanSameAs> SameAs);

sealed record PlanHousehold(HouseholdId? Id, string Name, Guid? Building, string BuildingName, string Room, HouseholdHow How);

sealed record PlanPlace(PickupPointId Id, string Name, PlaceHow How);

/// <param name="Text">What it was read from.</param>
sealed record PlanItem(
    SkuId Sku, string Name, long Amount, string Unit, Measure Measure, int Per, string Text, Confidence Confidence, IReadOnlyList<PlanGuess> Guesses);

sealed record PlanGuess(SkuId Sku, string Name, long Amount, string Because);

sealed record PlanBefore(SkuId Sku, string Name, long Amount);

sealed record PlanSameAs(string Key, string Nickname);

/// <summary>What will be ordered in all when this is confirmed.</summary>
sealed record PlanTotals(IReadOnlyList<SkuTotal> Skus, IReadOnlyList<PlaceTotal> Places, Money Total);

sealed record SkuTotal(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, Money Total);

sealed record PlaceTotal(PickupPointId Id, string Name, int People, Money Total);

sealed record PlanCounts(
    int Added, int Changed, int Withdrawn, int Unchanged, int Waiting, int Asks, int Skipped, int Sure, int Unsure, int Refused);
