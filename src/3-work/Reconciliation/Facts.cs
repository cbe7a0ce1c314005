namespace Linli.Reconciliation;

/// <summary>A day is to be compared with its provider's bill: the alarm of the next morning, and again while there is no bill.</summary>
sealed record DayDue(string Provider, DateOnly Day, int Asked);
