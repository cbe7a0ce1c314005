namespace Linli.Ledger;

/// <summary>A pending transfer was not settled in time: what it reserved is free again.</summary>
public sealed record ReserveGivenBack(TransferId Pending, string About, Guid AboutId, Money Amount);

/// <summary>The alarm of a pending transfer that expires.</summary>
sealed record ReserveExpires(TransferId Pending);
