"""The pages on which people look after themselves."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import forms, services
from accounts.people import signed_in
from accounts.preferences import Privacy

TABS = (("profile", "Profile"), ("settings", "Settings"), ("account-export", "Your data"))


def tabs(current: str) -> list[dict[str, object]]:
    return [{"label": label, "href": reverse(name), "current": name == current} for name, label in TABS]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = forms.ProfileForm(request.POST or None, request.FILES or None, user=signed_in(request))
    if request.method == "POST" and form.carried_out():
        messages.success(request, "Your profile is saved.")
        return redirect("profile")
    shown = services.profile_of(signed_in(request))
    context = {"form": form, "profile": shown, "privacy": Privacy.read(shown.privacy), "tabs": tabs("profile")}
    return render(request, "accounts/profile.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = forms.SettingsForm(request.POST or None, user=signed_in(request))
    if request.method == "POST" and form.carried_out():
        messages.success(request, "Your settings are saved.")
        return redirect("settings")
    google = SocialAccount.objects.filter(user=signed_in(request), provider="google").first()
    return render(request, "accounts/settings.html", {"form": form, "google": google, "tabs": tabs("settings")})


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """One address per person: a new one replaces it when its link is followed."""
    user = signed_in(request)
    if user.is_demo:
        return redirect("account-claim")
    limited = consume_or_429(request, action="manage_email") if request.method == "POST" else None
    if limited:
        return limited
    form = forms.EmailForm(request.POST if "email" in request.POST else None, request=request)
    if "again" in request.POST:
        sent = services.mail_verification(user=user, request=request)
        messages.info(
            request, "The link is on its way." if sent else "A link is on its way already. Look in your mail."
        )
        return redirect("account_email")
    if "cancel" in request.POST:
        services.cancel_email_change(user=user)
        return redirect("account_email")
    if form.is_bound and form.carried_out():
        messages.info(request, "Follow the link in the mail that we sent to your new address.")
        return redirect("account_email")
    context = {"form": form, "pending": services.pending_address(user=user), "tabs": tabs("settings")}
    return render(request, "accounts/email.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/export.html", {"tabs": tabs("account-export")})


@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    return consume_or_429(request, action="export") or services.export(user=signed_in(request))


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    limited = consume_or_429(request, action="reauthenticate") if request.method == "POST" else None
    if limited:
        return limited
    form = forms.DeletionForm(request.POST or None, request=request)
    if request.method == "POST" and form.carried_out():
        logout(request)
        messages.success(request, "You are signed out, and your account will be erased. We sent you a mail about it.")
        return redirect("welcome")
    grace = settings.ACCOUNT_DELETION_GRACE.days
    return render(request, "accounts/delete.html", {"form": form, "grace_days": grace, "tabs": tabs("settings")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, token: str) -> HttpResponse:
    """The way back for somebody who is on their way out."""
    leaving = services.find_leaving(token=token)
    if leaving is None:
        raise Http404("Nobody is leaving by this token.")
    if request.method == "POST":
        if services.cancel_deletion(user=leaving):
            messages.success(request, "Your account stays, with everything in it. Please sign in.")
        return redirect("account_login")
    return render(request, "accounts/restore.html", {"leaving": leaving})


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """A demo person makes the demo their own."""
    if not signed_in(request).is_demo:
        return redirect("settings")
    limited = consume_or_429(request, action="signup") if request.method == "POST" else None
    if limited:
        return limited
    form = forms.ClaimForm(request.POST or None, request=request)
    if request.method == "POST" and form.carried_out():
        messages.success(request, "This wardrobe is yours now, with everything in it.")
        return redirect("wardrobe")
    return render(request, "accounts/claim.html", {"form": form})
