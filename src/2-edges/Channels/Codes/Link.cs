using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Channels;

/// <summary>短链 — what a scan opens: a campaign, its leader, a pickup point, and whose recommendation it was.</summary>
sealed class Link : IOwned
{
    public const int CodeLetters = 10, SceneLetters = 32;
    const string letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public TenantId Tenant { get; set; }
    public required string Code { get; init; }
    public required CampaignId Campaign { get; init; }
    public required MemberId Leader { get; init; }
    public required PickupPointId? Point { get; init; }

    /// <summary>The signed link of who recommends it.</summary>
    public required string? From { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The mini-program code (小程序码), fetched once.</summary>
    public FileId? Picture { get; set; }

    /// <summary>
    /// 场景值 — a mini-program learns nothing but these 32 letters from a scan: 22 say which shop, 10 which of its links. So the shop is
    /// known before anything is read.
    /// </summary>
    public string Scene => Base64Url.EncodeToString(Tenant.Value.ToByteArray(bigEndian: true)) + Code;

    /// <summary>The same target has the same code, so printed codes of one target are one.</summary>
    public static string CodeOf(TenantId shop, CampaignId campaign, PickupPointId? point, string? from)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{shop.Value}/{campaign.Value}/{point?.Value}/{from}"));
        return string.Concat(hash.Take(CodeLetters).Select(b => letters[b % letters.Length]));
    }

    public static (TenantId Shop, string Code)? Read(string scene)
    {
        var bytes = new byte[16];
        return scene.Length == SceneLetters && Base64Url.TryDecodeFromChars(scene.AsSpan(0, SceneLetters - CodeLetters), bytes, out var count) && count == 16
            ? (new(new Guid(bytes, bigEndian: true)), scene[^CodeLetters..]) : null;
    }
}
