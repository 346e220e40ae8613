using Conference.Shared;

namespace Conference.Agenda;

/// <summary>A room that sessions are held in. Lists are in the order of the codes.</summary>
public sealed class Room
{
    public Guid Id { get; private set; }
    public Guid EditionId { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public int Capacity { get; private set; }
    public int Version { get; private set; }

    public static Room Add(Guid id, Edition edition, string code, string name, string nameEn, int capacity, AgendaDb db)
    {
        var room = new Room { Id = id, EditionId = edition.Id };
        room.Change(code, name, nameEn, capacity);
        db.Add(room);
        return room;
    }

    public void Change(string code, string name, string nameEn, int capacity)
    {
        if (Clean.Line(code).Length is < 1 or > 10) throw new RuleBroken("The code of a room has 1 to 10 characters.");
        if (Clean.Line(name).Length == 0) throw new RuleBroken("A room needs a name.");
        if (capacity is < 0 or > 100_000) throw new RuleBroken("A room holds between 0 and 100,000 people.");
        (Code, Name, NameEn, Capacity) = (Clean.Line(code).ToUpperInvariant(), Clean.Line(name), Clean.Line(nameEn), capacity);
        Version++;
    }
}
