using System.Security.Cryptography;

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
        api.MapGet("/files/{file}", Read).ForAnyone().Says("A stored picture", no: ["file.unknown"]);
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
    static async Task<FileContentHttpResult> Read(FileId file, LinliDb db, HttpResponse response, CancellationToken ct)
    {
        var found = await db.Set<StoredFile>().IgnoreQueryFilters(["tenant"]).AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, ct)
            ?? throw No.FileUnknown();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(found.Content, found.ContentType, entityTag: new($"\"{found.Hash[..16]}\""));
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
