using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

public sealed class ResolutionsDb(DbContextOptions<ResolutionsDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    protected override string Module => "Resolutions";

    protected override void MapModule(ModelBuilder model)
    {
    }
}
