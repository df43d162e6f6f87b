"""Who is answered how at every address of the desk: a line for each. Whoever adds an address says here who may.

Two columns: what a GET is answered, and what a POST. In each a sign for each of those who ask, in this order:

    nobody (not signed in), staff without a role, viewer, editor of another taskforce, editor, publisher, administrator

    s  a page to sign in at      o  the page (200)               >  leads on: done, or nothing to do here (302)
    -  not allowed (403)         m  not by this method (405)     b  what was sent is no form (400)
    ?  there is no such thing (404)

The rows in the addresses are public where they can be, and drafts where the address deletes. What is sent is
`post=yes`: so deleting is done (>), and a form comes back with its mistakes (o) for those who may save it. Who is not
signed in only finds the way there: without words that could be lost, a POST leads back to its page (>), and that on.
"""

TABLE = """
password_reset                                ooooooo  ooooooo
password_reset_done                           ooooooo  mmmmmmm
password_reset_complete                       ooooooo  mmmmmmm
password_reset_confirm                        ooooooo  ooooooo
admin:read_date                               soooooo  >oooooo
admin:first_steps                             soooooo  >oooooo
admin:index                                   soooooo  >oooooo
admin:login                                   o>>>>>>  ooooooo
admin:logout                                  >mmmmmm  >oooooo
admin:password_change                         soooooo  >oooooo
admin:password_change_done                    soooooo  >mmmmmm
admin:autocomplete                            s------  >mmmmmm
admin:jsi18n                                  soooooo  >mmmmmm
admin:view_on_site                            s??????  >??????
admin:taskforces_organisation_merge           s---ooo  >---ooo
admin:taskforces_organisation_keep_new        smmmmmm  >--bbbb
admin:taskforces_organisation_keep            smmmmmm  >---bbb
admin:taskforces_organisation_import          s--oooo  s--oooo
admin:taskforces_organisation_export          s-ooooo  >-ooooo
admin:taskforces_organisation_export_file     s-ooooo  >-ooooo
admin:taskforces_organisation_changelist      s-ooooo  >-ooooo
admin:taskforces_organisation_add             s--oooo  s--oooo
admin:taskforces_organisation_history         s-ooooo  >-ooooo
admin:taskforces_organisation_delete          s-----o  >----->
admin:taskforces_organisation_change          s-ooooo  s---ooo
admin:taskforces_country_keep_new             smmmmmm  >------
admin:taskforces_country_keep                 smmmmmm  >------
admin:taskforces_country_changelist           s-ooooo  >-ooooo
admin:taskforces_country_add                  s------  s------
admin:taskforces_country_history              s-ooooo  >-ooooo
admin:taskforces_country_delete               s------  >------
admin:taskforces_country_change               s-ooooo  s------
admin:taskforces_region_keep_new              smmmmmm  >---bbb
admin:taskforces_region_keep                  smmmmmm  >---bbb
admin:taskforces_region_changelist            s-ooooo  >-ooooo
admin:taskforces_region_add                   s---ooo  s---ooo
admin:taskforces_region_history               s-ooooo  >-ooooo
admin:taskforces_region_delete                s---ooo  >--->>>
admin:taskforces_region_change                s-ooooo  s---ooo
admin:taskforces_result_keep_new              smmmmmm  >------
admin:taskforces_result_keep                  smmmmmm  >------
admin:taskforces_result_changelist            s-ooooo  >-ooooo
admin:taskforces_result_add                   s------  s------
admin:taskforces_result_history               s-ooooo  >-ooooo
admin:taskforces_result_delete                s------  >------
admin:taskforces_result_change                s-ooooo  s------
admin:taskforces_taskforce_events             s-ooooo  >-ooooo
admin:taskforces_taskforce_compare            s->>>>>  >->>>>>
admin:taskforces_taskforce_restore            s--->>>  >--->>>
admin:taskforces_taskforce_withdraw           s----oo  s----oo
admin:taskforces_taskforce_publish_selected   s---->>  s----oo
admin:taskforces_taskforce_preview            s-ooooo  >-ooooo
admin:taskforces_taskforce_keep_new           smmmmmm  >---bbb
admin:taskforces_taskforce_keep               smmmmmm  >---bbb
admin:taskforces_taskforce_import             s---ooo  s---ooo
admin:taskforces_taskforce_export             s-ooooo  >-ooooo
admin:taskforces_taskforce_export_file        s-ooooo  >-ooooo
admin:taskforces_taskforce_changelist         s-ooooo  >-ooooo
admin:taskforces_taskforce_add                s---ooo  s---ooo
admin:taskforces_taskforce_history            s-ooooo  >-ooooo
admin:taskforces_taskforce_delete             s-----o  >----->
admin:taskforces_taskforce_change             s-ooooo  s---ooo
admin:auth_user_role                          s-----o  >----->
admin:auth_user_password_change               s-----o  >-----o
admin:auth_user_changelist                    s-----o  >-----o
admin:auth_user_add                           s-----o  s-----o
admin:auth_user_history                       s-----o  >-----o
admin:auth_user_delete                        s-----o  >----->
admin:auth_user_change                        s-----o  s-----o
admin:auth_group_changelist                   s------  >------
admin:auth_group_add                          s------  s------
admin:auth_group_history                      s------  >------
admin:auth_group_delete                       s------  >------
admin:auth_group_change                       s------  s------
admin:alerts_subject_erase                    s-----o  >-----o
admin:alerts_subject_keep_new                 smmmmmm  >------
admin:alerts_subject_keep                     smmmmmm  >------
admin:alerts_subject_changelist               s-ooooo  >-ooooo
admin:alerts_subject_add                      s------  s------
admin:alerts_subject_history                  s-ooooo  >-ooooo
admin:alerts_subject_delete                   s------  >------
admin:alerts_subject_change                   s-ooooo  s------
admin:timeline_event_from                     s--oooo  s--oooo
admin:timeline_event_compare                  s->>>>>  >->>>>>
admin:timeline_event_restore                  s--->>>  >--->>>
admin:timeline_event_withdraw                 s----oo  s----oo
admin:timeline_event_publish_selected         s---->>  s----oo
admin:timeline_event_preview                  s-ooooo  >-ooooo
admin:timeline_event_keep_new                 smmmmmm  >--bbbb
admin:timeline_event_keep                     smmmmmm  >---bbb
admin:timeline_event_import                   s--oooo  s--oooo
admin:timeline_event_export                   s-ooooo  >-ooooo
admin:timeline_event_export_file              s-ooooo  >-ooooo
admin:timeline_event_changelist               s-ooooo  >-ooooo
admin:timeline_event_add                      s--oooo  s--oooo
admin:timeline_event_history                  s-ooooo  >-ooooo
admin:timeline_event_delete                   s-----o  >----->
admin:timeline_event_change                   s-ooooo  s---ooo
admin:timeline_eventtype_merge                s---ooo  >---ooo
admin:timeline_eventtype_keep_new             smmmmmm  >---bbb
admin:timeline_eventtype_keep                 smmmmmm  >---bbb
admin:timeline_eventtype_changelist           s-ooooo  >-ooooo
admin:timeline_eventtype_add                  s---ooo  s---ooo
admin:timeline_eventtype_history              s-ooooo  >-ooooo
admin:timeline_eventtype_delete               s-----o  >----->
admin:timeline_eventtype_change               s-ooooo  s---ooo
admin:timeline_topic_merge                    s---ooo  >---ooo
admin:timeline_topic_keep_new                 smmmmmm  >---bbb
admin:timeline_topic_keep                     smmmmmm  >---bbb
admin:timeline_topic_changelist               s-ooooo  >-ooooo
admin:timeline_topic_add                      s---ooo  s---ooo
admin:timeline_topic_history                  s-ooooo  >-ooooo
admin:timeline_topic_delete                   s-----o  >----->
admin:timeline_topic_change                   s-ooooo  s---ooo
admin:publishing_trasheditem_bring_back       s>>>>>>  >-->>>>
admin:publishing_trasheditem_empty            s-----o  >----->
admin:publishing_trasheditem_keep_new         smmmmmm  >------
admin:publishing_trasheditem_keep             smmmmmm  >------
admin:publishing_trasheditem_changelist       s-ooooo  >-ooooo
admin:publishing_trasheditem_add              s------  s------
admin:publishing_trasheditem_history          s-ooooo  >-ooooo
admin:publishing_trasheditem_delete           s-----o  >----->
admin:publishing_trasheditem_change           s-ooooo  s------
admin:publishing_miss_changelist              s-ooooo  >-ooooo
admin:publishing_miss_add                     s------  >------
admin:publishing_miss_history                 s-ooooo  >-ooooo
admin:publishing_miss_delete                  s------  >------
admin:publishing_miss_change                  s-ooooo  >------
admin:publishing_term_keep_new                smmmmmm  >---bbb
admin:publishing_term_keep                    smmmmmm  >---bbb
admin:publishing_term_changelist              s-ooooo  >-ooooo
admin:publishing_term_add                     s---ooo  s---ooo
admin:publishing_term_history                 s-ooooo  >-ooooo
admin:publishing_term_delete                  s---ooo  >--->>>
admin:publishing_term_change                  s-ooooo  s---ooo
admin:publishing_text_keep_new                smmmmmm  >------
admin:publishing_text_keep                    smmmmmm  >---bbb
admin:publishing_text_changelist              s-ooooo  >-ooooo
admin:publishing_text_add                     s------  s------
admin:publishing_text_history                 s-ooooo  >-ooooo
admin:publishing_text_delete                  s------  >------
admin:publishing_text_change                  s-ooooo  s---ooo
admin:library_document_file                   s-?????  >-?????
admin:library_document_keep_new               smmmmmm  >--bbbb
admin:library_document_keep                   smmmmmm  >---bbb
admin:library_document_changelist             s-ooooo  >-ooooo
admin:library_document_add                    s--oooo  s--oooo
admin:library_document_history                s-ooooo  >-ooooo
admin:library_document_delete                 s-----o  >----->
admin:library_document_change                 s-ooooo  s---ooo
admin:library_picture_keep_new                smmmmmm  >--bbbb
admin:library_picture_keep                    smmmmmm  >---bbb
admin:library_picture_changelist              s-ooooo  >-ooooo
admin:library_picture_add                     s--oooo  s--oooo
admin:library_picture_history                 s-ooooo  >-ooooo
admin:library_picture_delete                  s-----o  >----->
admin:library_picture_change                  s-ooooo  s---ooo
admin:app_list                                s?>>>>>  >?>>>>>
"""
RIGHTS = {name: (get, post) for name, get, post in map(str.split, filter(None, TABLE.splitlines()))}
