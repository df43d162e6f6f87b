"""A list of the desk is taken out as a file, as it is narrowed."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, register_converter, reverse
from django.urls.converters import StringConverter
from django.utils import timezone
from django.utils.translation import gettext

from dossier_site.tables.writing import FILES, TooLong, rows


class FormatConverter(StringConverter):
    """A format that files can have."""

    regex = "|".join(FILES)


register_converter(FormatConverter, "table_format")


class ExportAdmin:
    """Mixed into the admin of rows of which there is a `table`, a resource."""

    table: type

    def get_urls(self):
        """The pages of taking out, before those of Django."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name=f"{name}_export"),
            path("export/<table_format:name>/", view(self.export_file), name=f"{name}_export_file"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """The list, with the way to its file."""
        way = {"export_address": self._table_address(request, "export")}
        return super().changelist_view(request, way | (extra_context or {}))

    def export_view(self, request):
        """What can be taken out: the list as it is narrowed, in three formats."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        files = [(name.upper(), self._table_address(request, "export_file", name)) for name in FILES]
        whole = self._table_address(request, "export", narrowed=False) if request.GET else ""
        return self._table_page(request, "export", gettext("Export"), files=files, whole_address=whole)

    def export_file(self, request, name):
        """The list as it is narrowed, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        write, content_type = FILES[name]
        resource = self.table(request.user)
        try:
            items = self.get_changelist_instance(request).queryset
            content = write(list(resource.fields), rows(resource, items))
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._table_address(request, "changelist"))
        except TooLong as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self._table_address(request, "export"))
        called = f"{self.opts.model_name}s-{timezone.localdate()}.{name}"
        headers = {"Content-Disposition": f'attachment; filename="{called}"', "Cache-Control": "no-store"}
        answer = FileResponse if name == "xlsx" else StreamingHttpResponse
        return answer(content, content_type=content_type, headers=headers)

    def _table_address(self, request, name, *args, narrowed=True):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)
        return f"{address}?{request.GET.urlencode()}" if narrowed and request.GET else address

    def _table_page(self, request, name, title, **context):
        own = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        own |= {"list_address": self._table_address(request, "changelist"), "columns": self.table().fields}
        return TemplateResponse(request, f"admin/tables/{name}.html", own | context)
