"""Terraform as an engine: its own `validate` and `plan`, offline, against a stand-in provider.

The way of a snapshot, file by file:

    configuration     what a module's text says that matters here
    module_tree       a root module with all it calls, the manifest, stubs of modules
    providers         which providers it needs, with which schema (permissive: guessed from use)
    file_reads        files that functions read (missing_files: those found out by asking)
    folded            blocks that no schema describes
    assumed           values for variables that nobody set
    prepare           all of this put together: what Terraform is shown
    engine            asks Terraform: overlay, lanes, the stand-in's process
    lane, worker      Terraform's process, its successor, its confinement (confine)
    standin/          the provider: process, service, planning, what data sources answer
    outcome           what it said
    diagnostics       Terraform's words as findings: places says where, blame whose fault it is
    plan_json, plan_view, planned    the plan for tools and for people

Nothing in here knows the editor, and nothing writes to the user's folder.
"""
