using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

public enum ReviewState { Posted, Rewarded, TakenBack }

/// <summary>晒单 — a photo and some words about an order that was taken home, and what it was rewarded with: never more for praise.</summary>
sealed class PhotoReview : IOwned
{
    public const int LongestText = 500, MostPictures = 6, MostStars = 5;

    public TenantId Tenant { get; set; }
    public required PhotoReviewId Id { get; init; }
    public required OrderId Order { get; init; }
    public required string Number { get; init; }
    public required HouseholdId Household { get; init; }
    public required MemberId Member { get; init; }
    public required string Text { get; init; }
    public required List<FileId> Pictures { get; init; }

    /// <summary>Said or not, many or few: the reward does not look at them.</summary>
    public required int? Stars { get; init; }
    public required DateTimeOffset At { get; init; }
    public ReviewState State { get; private set; }
    public long Points { get; private set; }
    public DateTimeOffset? RewardedAt { get; private set; }

    /// <summary>The first day of the month it was rewarded in, and the how-manieth of its household there: two taps at once cannot pass the cap.</summary>
    public DateOnly? Month { get; private set; }
    public int? Nth { get; private set; }

    /// <summary>What came back of the reward, when the whole order went back.</summary>
    public long TakenBack { get; private set; }

    public bool IsSameAs(PhotoReview other) =>
        (Order, Member, Text, Stars) == (other.Order, other.Member, other.Text, other.Stars) && Pictures.SequenceEqual(other.Pictures);

    public void Check()
    {
        if (Text.Length is 0 or > LongestText || Pictures.Count is 0 or > MostPictures || Stars is < 1 or > MostStars)
            throw No.ReviewWrong(LongestText, MostPictures);
    }

    public void Reward(long points, DateOnly month, int nth, DateTimeOffset now) =>
        (State, Points, Month, Nth, RewardedAt) = (ReviewState.Rewarded, points, month, nth, now);

    public void TakeBack(long points) => (State, TakenBack) = (ReviewState.TakenBack, points);
}

/// <summary>晒单奖励规则 — so many points for a post, whatever it says; none until the shop decides.</summary>
sealed class ReviewRules : IOwned
{
    public const int MostPoints = 10_000, MostPerMonth = 31, LongestText = 200;
    static readonly string[] praise = ["好评", "五星", "5星", "满分", "表扬"], likes = ["点赞", "集赞", "赞数"];

    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }
    public long Points { get; private set; }

    /// <summary>How many posts of a household are rewarded in a calendar month.</summary>
    public int PerMonth { get; private set; } = 4;

    /// <summary>What residents read of it.</summary>
    public string Text { get; private set; } = "";

    public static async Task<ReviewRules> Of(LinliDb db, CancellationToken ct) =>
        await db.Set<ReviewRules>().AsNoTracking().FirstOrDefaultAsync(ct) ?? new() { Id = default };

    /// <summary>Refuses what buys praise or likes, by what is chosen or by what residents are told.</summary>
    public void Decide(SetReviewRules.Body body)
    {
        var text = body.Text.Trim();
        var saysPraise = praise.Any(text.Contains) && !text.Contains("差评", StringComparison.Ordinal);
        var findings = SchemeLint.Check(new Scheme(
            Photo: body.Photo == PhotoReward.PraiseOnly || saysPraise ? PhotoReward.PraiseOnly : body.Photo,
            LikesNeeded: Math.Max(body.LikesNeeded, likes.Any(text.Contains) ? 1 : 0)), RateBounds.House);
        if (findings.Count > 0) throw No.SchemeForbidden(findings);
        if (body.Points is < 0 or > MostPoints || body.PerMonth is < 1 or > MostPerMonth || text.Length > LongestText
            || body.Photo == PhotoReward.None != (body.Points == 0)) throw No.ReviewRulesWrong(MostPoints, MostPerMonth, LongestText);
        (Points, PerMonth, Text) = (body.Points, body.PerMonth, text);
    }
}
