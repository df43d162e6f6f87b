"""The second step of signing in on the page that carries the words of a form."""

from allauth.mfa.base.views import AuthenticateView

from dossier_site.accounts.second_factor import ANSWERS


class SecondStepWithWords(AuthenticateView):
    """The second step, on the same page."""

    template_name = "admin/sign_in_again.html"

    def _build_forms(self):
        """What was sent, unless that was the first step; then two empty forms."""
        if ANSWERS & self.request.POST.keys():
            return super()._build_forms()
        user = self.stage.login.user
        self.auth_form, self.webauthn_form = self.get_form_class()(user=user), self.get_webauthn_form_class()(user=user)
        return self.auth_form

    def render_to_response(self, context, **options):
        """Nothing was done yet."""
        return super().render_to_response(context, status=403, **options)
