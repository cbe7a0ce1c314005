namespace Linli.Places;

/// <summary>
/// The door for laying out a new shop before anybody can sign in. It acts for the caller's tenant, and the caller commits.
/// </summary>
public sealed class Foundation(LinliDb db, Shops shops, Caller caller)
{
    /// <summary>Enters the tenant under its code, which must be free, and gives it its settings.</summary>
    public void AddShop(ShopCard card)
    {
        shops.Add(card.Code, card.Name);
        var shop = new Shop { Id = caller.Tenant };
        shop.Set(card.Phone, card.Address, card.Notice, card.HoldMinutes, card.CommissionBasisPoints);
        db.Add(shop);
    }

    public NeighbourhoodId AddNeighbourhood(string name, string address)
    {
        var made = new Neighbourhood { Id = Id.New<NeighbourhoodId>() };
        made.Set(name, address);
        db.Add(made);
        return made.Id;
    }

    public BuildingId AddBuilding(NeighbourhoodId neighbourhood, string name)
    {
        var made = new Building { Id = Id.New<BuildingId>(), Neighbourhood = neighbourhood };
        made.Set(name);
        db.Add(made);
        return made.Id;
    }

    public PickupPointId AddPickupPoint(NeighbourhoodId neighbourhood, string name, string address, string hours)
    {
        var made = new PickupPoint { Id = Id.New<PickupPointId>() };
        made.Set(name, address, neighbourhood, hours, active: true);
        db.Add(made);
        return made.Id;
    }
}
