namespace Linli.Members;

/// <summary>GET /api/me</summary>
static class ReadMe
{
    public static async Task<Ok<Me>> Handle(LinliDb db, Shops shops, Caller caller, CancellationToken ct) =>
        TypedResults.Ok(await Me.Of(await Me.Myself(db, caller, ct), db, shops, ct));
}
