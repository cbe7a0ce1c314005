using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Linli.Platform;

public readonly record struct FileId(Guid Value) : IId<FileId>
{
    public static bool TryParse(string? text, out FileId id) => Id.TryParse(text, out id);
}

/// <summary>A stored picture. Kept in the database so that a shop stays one file and any host can serve it.</summary>
sealed class StoredFile : IOwned
{
    public TenantId Tenant { get; set; }
    public required FileId Id { get; init; }
    public required string ContentType { get; init; }
    public required byte[] Content { get; init; }
    /// <summary>The same for a list on a phone, made when it is first asked for; empty where the whole does as well.</summary>
    public byte[]? Small { get; set; }
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }
}

public sealed record FileCard(FileId Id, string ContentType, int Bytes);

static class Files
{
    const int MostMegabytes = 5;

    public static void Tables(ModelBuilder model) => model.Owned<StoredFile>("platform_files", f => f.Id, row =>
    {
        row.HasIndex(f => f.Id);
        row.Property(f => f.ContentType).HasMaxLength(40);
        row.Property(f => f.Hash).HasMaxLength(64);
    });

    public static void Endpoints(IEndpointRouteBuilder api)
    {
        api.MapPut("/files/{file}", Store).ForSignedIn()
            .Heavy(MostMegabytes << 20)
            .Says("Store a picture (raw body: PNG, JPEG or WebP, at most 5 MB and 8,000 pixels wide and high)",
                no: ["file.kind", "file.too-many-pixels", "request.too-large", "file.id-taken"]);
        api.MapGet("/files/{file}", Read).ForAnyone()
            .Says("A stored picture; with size=small, for lists, its shorter side has 256 pixels at most", no: ["file.unknown", "file.size"]);
    }

    static async Task<Ok<FileCard>> Store(FileId file, HttpRequest request, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var content = body.ToArray();
        // What it claims to be does not matter; what it begins with does.
        var (kind, width, height) = Pictures.Read(content) ?? throw No.FileKind();
        if (Math.Max(width, height) > Pictures.MostSide) throw No.FileTooLarge(Pictures.MostSide);
        var hash = Convert.ToHexString(SHA256.HashData(content));
        var card = new FileCard(file, kind, content.Length);
        if (await db.Set<StoredFile>().Where(f => f.Id == file).Select(f => f.Hash).FirstOrDefaultAsync(ct) is { } earlier)
            return earlier == hash ? TypedResults.Ok(card) : throw No.FileIdTaken();

        db.Add(new StoredFile { Id = file, ContentType = kind, Content = content, Hash = hash, At = clock.GetUtcNow() });
        await db.Commit(ct);
        return TypedResults.Ok(card);
    }

    // Pictures of goods are public, and their ids cannot be guessed; so no shop is asked for.
    static async Task<FileContentHttpResult> Read(FileId file, string? size, LinliDb db, HttpResponse response, ILogger<StoredFile> log, CancellationToken ct)
    {
        if (size is not (null or "small")) throw No.FileSize();
        var (files, small) = (db.Set<StoredFile>().IgnoreQueryFilters(["tenant"]).Where(f => f.Id == file), size is not null);
        // The whole is read only where it is shown, or a small one is still to be made.
        var found = await files.Select(f => new { f.Hash, f.ContentType, Small = small ? f.Small : null, Whole = small && f.Small != null && f.Small.Length > 0 ? null : f.Content })
            .FirstOrDefaultAsync(ct) ?? throw No.FileUnknown();
        var shown = found.Small;
        if (small && shown is null && (shown = await Thumbnail.Of(found.Whole!, log, ct)) is not null)
        {
            // It saves work: where it cannot be kept (a database that is only read), it is made again.
            try { await files.ExecuteUpdateAsync(set => set.SetProperty(f => f.Small, shown), ct); }
            catch (DbException no) { log.NotKept(no); }
        }

        var isSmall = shown is { Length: > 0 };
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(isSmall ? shown! : found.Whole!, isSmall ? Thumbnail.Kind : found.ContentType, entityTag: new($"\"{found.Hash[..16]}{size}\""));
    }
}

/// <summary>The door for rooms and the seeder that bring pictures of their own.</summary>
public sealed class FileStore(LinliDb db, TimeProvider clock)
{
    public FileId Add(byte[] content)
    {
        var id = Id.New<FileId>();
        db.Add(new StoredFile
        {
            Id = id,
            ContentType = Pictures.Read(content)?.Kind ?? throw new InvalidOperationException("not a picture"),
            Content = content,
            Hash = Convert.ToHexString(SHA256.HashData(content)),
            At = clock.GetUtcNow(),
        });
        return id;
    }
}
