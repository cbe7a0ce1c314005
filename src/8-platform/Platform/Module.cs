namespace Linli.Platform;

/// <summary>A room of the house. Its three methods are the room's table of contents.</summary>
public abstract class Module
{
    /// <summary>What it offers to the rooms above, and which facts from below it reacts to.</summary>
    public abstract void Services(IServiceCollection services);

    /// <summary>What it keeps.</summary>
    public abstract void Tables(ModelBuilder model);

    /// <summary>What people and clients can do here. Each endpoint states who may call it and what it says.</summary>
    public abstract void Endpoints(IEndpointRouteBuilder api);
}
