using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

public sealed class AgendaDb(DbContextOptions<AgendaDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    protected override string Module => "Agenda";

    protected override void MapModule(ModelBuilder model)
    {
    }
}
