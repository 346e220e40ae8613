// The room as a delegate sees it: who speaks, what is decided, one's own place in the list.
import "/_content/Conference.Shared/parts.js";
import "/_content/Conference.Shared/acts.js";
import "./vote.js";
import "/_content/Conference.Shared/clock.js";
import "./coverage.js";
