/// The texts around a review of a diff.
package enum ReviewPrompt {
  package static let system =
    "You are a careful code reviewer. You report only real problems that the changed lines"
    + " show, and you say so when there are none."

  package static let heading =
    "A diff. Each line begins with its number in the new file. Lines marked + were added, lines"
    + " marked - were removed and have no number, other lines are unchanged context."

  package static let instruction = """
    Review the added and removed lines. Look for bugs, crashes, wrong conditions, lost error \
    handling, races, leaks, security problems and broken callers. Leave out style and praise.
    Write one line for each problem, the worst first, in this form:
    SEVERITY FILE:LINE: what is wrong, and what to do instead
    SEVERITY is one of error, warning, note. FILE and LINE are those of the line concerned, as \
    they stand above.
    If there is no real problem, write only: No findings.
    """
}
