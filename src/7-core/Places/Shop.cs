namespace Linli.Places;

/// <summary>店 — the settings of one tenant's shop. Its code and name stand in the directory of the platform.</summary>
sealed class Shop : IOwned
{
    public const int MostPhone = 20, MostNotice = 500, LeastHold = 5, MostHold = 120, MostCommission = 1500;

    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }
    public string Phone { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Notice { get; private set; } = "";
    public int HoldMinutes { get; private set; } = 15;
    public int CommissionBasisPoints { get; private set; }

    public void Set(string phone, string address, string notice, int holdMinutes, int commissionBasisPoints)
    {
        if (holdMinutes is < LeastHold or > MostHold) throw No.HoldMinutes(LeastHold, MostHold);
        if (commissionBasisPoints is < 0 or > MostCommission) throw No.Commission(MostCommission);
        (HoldMinutes, CommissionBasisPoints) = (holdMinutes, commissionBasisPoints);
        Phone = Written.Fit(phone, "电话", "phone", 0, MostPhone);
        Address = Written.Fit(address, "地址", "address", 0, Written.MostAddress);
        Notice = Written.Fit(notice, "公告", "notice", 0, MostNotice, lines: true);
    }

    public ShopSettings Settings(ShopName name) =>
        new(name.Id, name.Code, name.Name, Phone, Address, Notice, HoldMinutes, CommissionBasisPoints);
}

sealed record ShopSettings(
    TenantId Id, string Code, string Name, string Phone, string Address, string Notice,
    int HoldMinutes, int CommissionBasisPoints);
