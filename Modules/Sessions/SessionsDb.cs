using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed class SessionsDb(DbContextOptions<SessionsDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    protected override string Module => "Sessions";

    protected override void MapModule(ModelBuilder model)
    {
    }
}
