namespace Linli.Channels;

/// <summary>Something waits to be sent, or to be tried again.</summary>
sealed record DispatchDue(DispatchId Dispatch);
