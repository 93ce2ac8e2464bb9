"""The card of a scheme: legal facts that standards ask for.

Whatever is absent is unknown, never a yes or a no.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from ..words import Block
from .fields import Cite, Cited, Day, Ranged, Text

Answer = Literal["yes", "no", "unknown"]
Days = Annotated[int, Field(ge=0, le=73050), Ranged("DaysRange")]
Number = Annotated[int, Field(ge=0, le=10_000_000), Ranged("NumberRange")]
Domain = Literal[
    "employment",
    "education",
    "credit",
    "travel",
    "housing",
    "social_security",
    "public_office",
    "procurement",
    "business",
    "consumption",
    "community",
    "reputation",
]
DOMAINS: tuple[Domain, ...] = get_args(Domain)
Catalogue = Literal["national", "local", "none"]
Trait = Literal[
    "race",
    "colour",
    "religion",
    "national_origin",
    "sex",
    "marital_status",
    "age",
    "public_assistance",
    "exercise_of_rights",
    "genes",
    "fingerprints",
    "blood_type",
    "illness",
    "income",
    "deposits",
    "securities",
    "insurance",
    "real_estate",
    "tax_amounts",
]
Use = Literal[
    "credit", "employment", "insurance", "tenancy", "licence", "court_order", "social", "political", "other"
]


class Purpose(Cited):
    aim: Text
    context: Text | None = None


class LegalBasis(Cited):
    level: Literal["statute", "regulation", "policy_document", "local_notice", "none"]
    published: bool | None = None
    limits_data: bool | None = None
    ref: Text | None = None


class Input(Block):
    """A kind of information that goes in.

    `evidence` is what it rests on, not a grade of this file's evidence. ground: what allows to take it in; traits: what it
    tells of a person, `[]` for none of these; reused: it was collected for another purpose; public_days: how long a public
    register keeps it.
    """

    id: Text
    context: Text | None = None
    source: (
        Literal[
            "self",
            "court",
            "state_record",
            "third_party_report",
            "peer",
            "purchase",
            "location",
            "social_media",
            "inferred",
        ]
        | None
    ) = None
    class_: Literal["ordinary", "special_category", "criminal", "child", "proxy"] | None = Field(
        None, alias="class"
    )
    purpose_collected: Text | None = None
    about: Literal["self", "family", "friend", "employer"] | None = None
    evidence: Literal["final_decision", "administrative_finding", "allegation", "none"] | None = None
    retention_days: Days | None = None
    prohibited_by: Text | None = None
    catalogue_ref: Text | None = None
    catalogue: Catalogue | None = None
    ground: Literal["consent", "contract", "statute", "official_authority", "other", "none"] | None = None
    traits: list[Trait] | None = None
    reused: bool | None = None
    public_days: Days | None = None
    cite: Cite | None = None
    note: str | None = None


class Subjects(Cited):
    types: list[Literal["person", "business", "group"]] = []


class RuleFacts(Cited):
    """The rules as law: known to those they bind, since when, and for which conduct."""

    published: bool | None = None
    published_on: Day | None = None
    applies_to_conduct_from: Day | None = None
    rescored_when_softened: bool | None = None


class ScoreFacts(Cited):
    range: Text | None = None
    window_days: Days | None = None
    update_interval: Text | None = None
    decay: bool | None = None
    single_number: bool | None = None


class Consequence(Cited):
    """A sanction or reward as the law of the scheme describes it; `id` is the name of a measure of the file where there is one.

    individual: decided on the single case, with reasons; reviewed: looked at again from time to time.
    """

    id: Text
    context: Text | None = None
    kind: (
        Literal[
            "deny",
            "delay",
            "price",
            "publish",
            "movement",
            "work",
            "schooling",
            "benefit",
            "inspection",
            "custody_of_documents",
            "priority",
            "discount",
            "honour",
        ]
        | None
    ) = None
    severity: int | None = Field(None, ge=1, le=5)
    trigger: Text | None = None
    max_days: Days | None = None
    automatic: bool | None = None
    target: Literal["self", "family", "associates"] | None = None
    essential_service: bool | None = None
    law_ref: Text | None = None
    in_law: bool | None = None
    catalogue_ref: Text | None = None
    catalogue: Catalogue | None = None
    individual: bool | None = None
    reviewed: bool | None = None
    punitive: bool | None = None
    scarcity: bool | None = None


class Decision(Cited):
    human_review: Literal["none", "nominal", "meaningful"] | None = None
    can_override: bool | None = None
    reliance: Literal["simulated", "low", "high"] | None = None
    ground: Literal["contract", "statute", "consent", "none"] | None = None
    can_refuse: bool | None = None
    predicts_offending: bool | None = None


class Notice(Cited):
    given: bool | None = None
    days_before: Days | None = None
    days_after: Days | None = None
    reasons: bool | None = None
    specific: bool | None = None
    max_reasons: Number | None = None
    names_source: bool | None = None
    names_data: bool | None = None
    names_score: bool | None = None
    names_route: bool | None = None


class Access(Cited):
    self_view: bool | None = None
    fee: bool | None = None
    response_days: Days | None = None
    shows_logic: bool | None = None
    shows_counterfactual: bool | None = None
    shows_recipients: bool | None = None
    secret_route: bool | None = None
    free_reports: Number | None = None


class Dispute(Cited):
    available: bool | None = None
    independent: bool | None = None
    suspensive: bool | None = None
    deadline_days: Days | None = None
    response_days: Days | None = None
    burden: Literal["subject", "operator"] | None = None
    delete_if_unverified: bool | None = None
    objection: bool | None = None
    propagate_days: Days | None = None
    fee: bool | None = None


class Repair(Cited):
    available: bool | None = None
    min_days: Days | None = None
    max_days: Days | None = None
    auto_expiry: bool | None = None
    requires_admission: bool | None = None
    stops_display: bool | None = None
    stops_sharing: bool | None = None
    stops_use: bool | None = None
    propagate_days: Days | None = None


class Publication(Cited):
    names: bool | None = None
    fields: list[Text] | None = None
    medium: Text | None = None
    days: Days | None = None
    minors_masked: bool | None = None
    individual_assessment: bool | None = None


class Sharing(Cited):
    recipients: list[Text] | None = None
    uses: list[Use] | None = None
    consent: bool | None = None
    mandatory_for_private: bool | None = None
    count: Number | None = None


class Reports(Cited):
    denunciation: bool | None = None
    anonymous: bool | None = None
    corroboration: bool | None = None
    reward: bool | None = None
    false_report_penalty: bool | None = None


class Network(Cited):
    peer_effect: bool | None = None
    channels: list[Text] | None = None


class Oversight(Cited):
    dpia: bool | None = None
    fria: bool | None = None
    audit: bool | None = None
    public_register: bool | None = None
    independent_authority: bool | None = None
    logging: bool | None = None


class Account(Cited):
    """What the operator is able to show of the system, as the guidelines on the AI Act ask (paragraph 171)."""

    workings: bool | None = None
    data_and_sources: bool | None = None
    only_related_data: bool | None = None
    works_as_intended: bool | None = None
    justified: bool | None = None


class Card(Cited):
    """All legal facts of a scheme; every block is optional."""

    operator: Literal["public", "private", "mixed"] | None = None
    jurisdiction: Text | None = None
    is_ai_system: Answer | None = None
    start_date: Day | None = None
    purposes: list[Purpose] | None = None
    legal_basis: list[LegalBasis] | None = None
    rules: RuleFacts | None = None
    subjects: Subjects | None = None
    inputs: list[Input] | None = None
    score: ScoreFacts | None = None
    sanctions: list[Consequence] | None = None
    rewards: list[Consequence] | None = None
    decision: Decision | None = None
    notice: Notice | None = None
    access: Access | None = None
    dispute: Dispute | None = None
    repair: Repair | None = None
    publication: Publication | None = None
    sharing: Sharing | None = None
    reports: Reports | None = None
    network: Network | None = None
    oversight: Oversight | None = None
    account: Account | None = None


CARD_BLOCKS: tuple[str, ...] = tuple(name for name in Card.model_fields if name not in Cited.model_fields)
