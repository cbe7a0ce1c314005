using System.Security.Cryptography;
using System.Text.Json;
using Linli.Members;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Channels;

/// <summary>待发 — the queue of what goes out of the house: it lies in the database, so it outlives the host. The caller commits.</summary>
sealed class Outgoing(LinliDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    readonly IDataProtector seal = protection.CreateProtector("what is sent");

    /// <summary>Puts it into the queue, once per id.</summary>
    /// <param name="title">What staff see of it; names nobody.</param>
    public async Task<bool> Add(
        Guid id, Carrier carrier, Guid via, string title, object content, CancellationToken ct, MemberId? to = null, NoticeKind? notice = null)
    {
        var dispatch = new DispatchId(id);
        if (await db.Set<Dispatch>().AnyAsync(d => d.Id == dispatch, ct)) return false;
        db.Add(new Dispatch
        {
            Id = dispatch,
            Carrier = carrier,
            Via = via,
            Title = title.Length > Dispatch.MostTitle ? title[..(Dispatch.MostTitle - 1)] + "…" : title,
            Sealed = seal.Protect(JsonSerializer.Serialize(content, Json.Options)),
            To = to,
            Notice = notice,
            At = clock.GetUtcNow(),
        });
        db.Raise(new DispatchDue(dispatch), via);
        return true;
    }

    /// <summary>Nothing when the keys of this house do not open it: it came with a shop from another one.</summary>
    public T? Open<T>(Dispatch dispatch) where T : class
    {
        try { return JsonSerializer.Deserialize<T>(seal.Unprotect(dispatch.Sealed), Json.Options); }
        catch (CryptographicException) { return null; }
    }
}
