"""The verbs about people. HTML pages, the API and the commands call these and nothing below them."""

from __future__ import annotations

from accounts.export import export
from accounts.services.deletion import cancel_deletion, find_leaving, offer_return, request_deletion
from accounts.services.erasure import erase_due, tidy_up
from accounts.services.people import (
    administer,
    check_credentials,
    claim,
    clean_username,
    create_demo_person,
    email_is_taken,
    free_username,
    mail_password_link,
    mark_email_verified,
    must_verify,
    register,
    set_password,
    sign_out_everywhere,
    start_session,
    welcome_google_person,
)
from accounts.services.profile import edit_account, profile_of
from accounts.services.sign_in import (
    SignInRefused,
    Tokens,
    TooManyAttempts,
    authenticate,
    google_sign_in,
    google_tokens,
    issue_tokens,
    refresh_tokens,
    revoke_token,
    sign_in,
)

__all__ = [
    "SignInRefused",
    "Tokens",
    "TooManyAttempts",
    "administer",
    "authenticate",
    "cancel_deletion",
    "check_credentials",
    "claim",
    "clean_username",
    "create_demo_person",
    "edit_account",
    "email_is_taken",
    "erase_due",
    "export",
    "find_leaving",
    "free_username",
    "google_sign_in",
    "google_tokens",
    "issue_tokens",
    "mail_password_link",
    "mark_email_verified",
    "must_verify",
    "offer_return",
    "profile_of",
    "refresh_tokens",
    "register",
    "request_deletion",
    "revoke_token",
    "set_password",
    "sign_in",
    "sign_out_everywhere",
    "start_session",
    "tidy_up",
    "welcome_google_person",
]
