namespace Conference.Resolutions;

/// <summary>What a clause is. A recital stands before the sections; the other kinds follow from how deep a clause stands.</summary>
public enum ClauseKind { Recital, Section, Item, Point }

/// <summary>What a revision of a clause did.</summary>
public enum RevisionKind { Added, Edited, Moved, Removed, Restored }

public enum ResolutionState { Draft, Adopted }

/// <summary>How the conference came to its decision.</summary>
public enum AdoptionBasis { Unanimously, Consensus, Vote }
