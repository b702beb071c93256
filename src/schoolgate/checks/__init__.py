"""A notice or a register → findings. One file for each question.

To ask another: write its file here, with a RULE and a `check`, and add it to CHECKS.
"""

from collections.abc import Iterator
from dataclasses import replace

from schoolgate.checks import (
    absolute_security,
    assessment_before_gdpr,
    assessment_out_of_date,
    biometrics,
    blank_field,
    blanket_assurance,
    blanket_storage,
    broken_page,
    child_signs_up,
    collection_of_another_phase,
    complaint_route,
    consent_record,
    contract_as_basis,
    contract_held_elsewhere,
    contradictory_choice,
    controller_identity,
    daily_attendance,
    data_protection_officer,
    declared_beyond_others,
    educational_record,
    former_owner,
    free_service,
    full_date_of_birth,
    full_name,
    gdpr_wording,
    generic_recipients,
    government_name,
    images_online,
    impact_assessment,
    implied_data,
    integrator,
    interests_of_a_public_body,
    lawful_basis,
    misspelt_name,
    named_in_one_paper,
    no_data_named,
    no_longer_collected,
    no_longer_used,
    no_marketing,
    nothing_shared_claim,
    old_images_online,
    open_ended_description,
    own_purposes,
    owner_elsewhere,
    permission_for_public_task,
    privacy_notice_link,
    processor_contract,
    product_and_company,
    protection_file,
    publication_date,
    pupil_database,
    retention,
    retired_name,
    rights,
    rights_of_1998,
    role_of_recipient,
    sensitive_to_learning_app,
    sent_beyond_agreement,
    several_recipients,
    special_category,
    statute_unnamed,
    sub_processors,
    transfer_abroad,
    transfer_file,
    upn_to_learning_app,
    used_before_assessed,
    vague_retention,
    voluntary_data,
    wide_access,
    year_groups,
)
from schoolgate.checks.as_json import findings_json
from schoolgate.checks.from_reading import subject_of_reading
from schoolgate.checks.from_register import subject_of_register
from schoolgate.checks.rule import Check, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

__all__ = ["CHECKS", "Subject", "findings_json", "run", "subject_of_reading", "subject_of_register"]

CHECKS: tuple[Check, ...] = (
    assessment_out_of_date,
    assessment_before_gdpr,
    used_before_assessed,
    blanket_assurance,
    blank_field,
    open_ended_description,
    no_data_named,
    contradictory_choice,
    product_and_company,
    privacy_notice_link,
    misspelt_name,
    retired_name,
    former_owner,
    government_name,
    lawful_basis,
    contract_as_basis,
    special_category,
    gdpr_wording,
    upn_to_learning_app,
    full_date_of_birth,
    transfer_abroad,
    retention,
    data_protection_officer,
    complaint_route,
    images_online,
    old_images_online,
    blanket_storage,
    vague_retention,
    role_of_recipient,
    processor_contract,
    free_service,
    contract_held_elsewhere,
    controller_identity,
    sub_processors,
    own_purposes,
    absolute_security,
    declared_beyond_others,
    named_in_one_paper,
    transfer_file,
    protection_file,
    sent_beyond_agreement,
    impact_assessment,
    several_recipients,
    year_groups,
    integrator,
    broken_page,
    no_longer_used,
    owner_elsewhere,
    permission_for_public_task,
    consent_record,
    statute_unnamed,
    rights_of_1998,
    interests_of_a_public_body,
    biometrics,
    child_signs_up,
    implied_data,
    wide_access,
    sensitive_to_learning_app,
    nothing_shared_claim,
    no_longer_collected,
    full_name,
    rights,
    educational_record,
    generic_recipients,
    pupil_database,
    daily_attendance,
    collection_of_another_phase,
    voluntary_data,
    publication_date,
    no_marketing,
)


def run(subject: Subject) -> tuple[Finding, ...]:
    """Every finding, in the order of CHECKS and then of the document."""
    return tuple(finding for check in CHECKS for finding in _ask(check, subject))


def _ask(check: Check, subject: Subject) -> Iterator[Finding]:
    if check.RULE.is_asked(subject):
        unknown = check.RULE.undecided(subject)
        for finding in check.check(subject):
            told = _of_the_day(finding, check.RULE, subject)
            yield _undecided(told, unknown) if unknown else told


def _of_the_day(finding: Finding, rule: Rule, subject: Subject) -> Finding:
    """With the law as it stood, where it can be read, and the agreement it is about."""
    nation = subject.nation()
    cited = rule.cited(subject.on, nation) if finding.citation == rule.citation else finding.citation
    law = rule.law(subject.on, nation)
    slug = subject.slug_of(finding.entry)
    remedy = finding.remedy if slug else None
    link = law.url if law else ""
    return replace(finding, citation=cited, url=link, slug=slug, remedy=remedy, question=rule.question)


def _undecided(finding: Finding, unknown: tuple[str, ...]) -> Finding:
    """The rule may not hold for this school: that is for a person to say first."""
    what = listed(unknown)
    then = finding.fix[0].lower() + finding.fix[1:]
    return replace(
        finding,
        severity=Severity.QUESTION,
        message=f"{finding.message} This cannot be decided until the school's {what} is known.",
        fix=f"Record the school's {what}. Then, if the rule is yours: {then}",
    )
