"""The verbs about people. HTML pages, the API and the commands call these and nothing below them."""

from __future__ import annotations

from accounts.services.deletion import cancel_deletion, find_leaving, offer_return, request_deletion
from accounts.services.people import (
    check_credentials,
    claim,
    clean_username,
    create_demo_person,
    email_is_taken,
    free_username,
    mark_email_verified,
    must_verify,
    register,
    set_password,
    sign_out_everywhere,
    start_session,
    welcome_google_person,
)
from accounts.services.sign_in import (
    SignInRefused,
    TooManyAttempts,
    Tokens,
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
    "authenticate",
    "cancel_deletion",
    "check_credentials",
    "claim",
    "clean_username",
    "create_demo_person",
    "email_is_taken",
    "find_leaving",
    "free_username",
    "google_sign_in",
    "google_tokens",
    "issue_tokens",
    "mark_email_verified",
    "must_verify",
    "offer_return",
    "refresh_tokens",
    "register",
    "request_deletion",
    "revoke_token",
    "set_password",
    "sign_in",
    "sign_out_everywhere",
    "start_session",
    "welcome_google_person",
]
